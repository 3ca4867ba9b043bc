package part

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"hinny/share"
)

// halfDone leaves a closed download with chunks 0, 2 and 4 of 5 in dir.
func halfDone(t *testing.T, dir string) sample {
	t.Helper()
	s := newSample(t, 4*chunk+9)
	store, err := OpenStore(dir, quiet())
	check(t, err)
	write(t, begin(t, store, s, ""), s, 0, 2, 4)
	check(t, store.Close())
	return s
}

// spoil flips a byte in the middle of a file.
func spoil(t *testing.T, path string) {
	t.Helper()
	data := readFileOf(t, path)
	data[len(data)/2] ^= 0x20
	check(t, os.WriteFile(path, data, 0o600))
}

func TestDamagedMetaIsSetAside(t *testing.T) {
	dir := t.TempDir()
	s := halfDone(t, dir)
	meta := filepath.Join(dir, s.root().String()+metaSuffix)
	spoil(t, meta)
	damaged := readFileOf(t, meta)
	check(t, os.WriteFile(filepath.Join(dir, "holiday.meta"), []byte("not ours"), 0o600))

	store := openStore(t, dir)
	if list, err := store.List(); err != nil || len(list) != 0 {
		t.Fatalf("listed %v, %v", list, err)
	}
	if !slices.Equal(readFileOf(t, meta+damagedSuffix), damaged) {
		t.Error("the damaged record was changed")
	}
	if string(readFileOf(t, filepath.Join(dir, "holiday.meta"))) != "not ours" {
		t.Error("a foreign file was touched")
	}
	// Wishing for the same file again finds the content.
	f := begin(t, store, s, "")
	if got := present(f); !slices.Equal(got, []int{0, 2, 4}) {
		t.Errorf("there are %v", got)
	}
}

func TestDamageOfTheOtherFiles(t *testing.T) {
	for name, damage := range map[string]struct {
		do   func(t *testing.T, base string)
		want []int
	}{
		"record spoiled":   {func(t *testing.T, base string) { spoil(t, base+haveSuffix) }, []int{0, 2, 4}},
		"record cut":       {func(t *testing.T, base string) { check(t, os.Truncate(base+haveSuffix, 3)) }, []int{0, 2, 4}},
		"record too long":  {func(t *testing.T, base string) { check(t, os.Truncate(base+haveSuffix, 1<<20)) }, []int{0, 2, 4}},
		"record gone":      {func(t *testing.T, base string) { check(t, os.Remove(base+haveSuffix)) }, []int{0, 2, 4}},
		"hint gone":        {func(t *testing.T, base string) { check(t, os.Remove(base+hintSuffix)) }, []int{0, 2, 4}},
		"content gone":     {func(t *testing.T, base string) { check(t, os.Remove(base+dataSuffix)) }, nil},
		"content cut":      {func(t *testing.T, base string) { check(t, os.Truncate(base+dataSuffix, 3*chunk)) }, []int{0, 2}},
		"outboard spoiled": {func(t *testing.T, base string) { spoil(t, base+treeSuffix) }, []int{0, 2, 4}},
		"outboard gone":    {func(t *testing.T, base string) { check(t, os.Remove(base+treeSuffix)) }, []int{0, 2, 4}},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			s := halfDone(t, dir)
			damage.do(t, filepath.Join(dir, s.root().String()))
			f := reopen(t, openStore(t, dir), s.root())
			check(t, f.SetManifest(s.manifest)) // needed again where the outboard is lost
			if got := present(f); !slices.Equal(got, damage.want) {
				t.Errorf("there are %v, want %v", got, damage.want)
			}
			verifyPresent(t, f, s, 0)
		})
	}
}

func FuzzDecodeMeta(f *testing.F) {
	s := newSample(f, 10)
	data, err := encodeMeta(s.meta("/out"))
	check(f, err)
	f.Add(data)
	f.Add([]byte("hinny part 1 00000000\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := decodeMeta(s.root(), data)
		if err == nil && (m.Root != s.root() || m.Size < -1 || m.Size > share.MaxFileSize) {
			t.Fatalf("accepted %+v", m)
		}
	})
}

func FuzzDecodeHave(f *testing.F) {
	f.Add(9, encodeHave(share.FullBitfield(9)))
	f.Add(0, []byte(haveMagic))
	f.Fuzz(func(t *testing.T, n int, data []byte) {
		n &= 0xfff
		bits, err := decodeHave(n, data)
		if err == nil && (bits.Len() != n || !slices.Equal(encodeHave(bits), data)) {
			t.Fatal("a record has two forms")
		}
	})
}
