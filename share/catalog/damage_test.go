package catalog

import (
	"bytes"
	"flag"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"hinny/share"
	"hinny/share/boltfile"
)

var full = flag.Bool("full", false, "run the long form of the property tests")

// filled returns the bytes of a catalog of some hundred files with a history,
// now and at an earlier time.
func filled(t testing.TB) (data, older []byte) {
	t.Helper()
	var err error
	path := filepath.Join(t.TempDir(), "catalog.db")
	c, err := Open(path, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	for batch := range 4 {
		var entries []Entry
		for i := range 150 {
			e := sample(fmt.Sprintf("%d/Song %d.flac", batch, i), byte(1+i%7), uint64(1+i))
			e.Outboard = bytes.Repeat([]byte{1}, 40*i)
			entries = append(entries, e)
		}
		put(t, c, entries...)
		if batch == 2 {
			if older, err = os.ReadFile(path); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := c.Delete([]string{"/music/1/Song 3.flac", "/music/2/Song 9.flac"}); err != nil {
		t.Fatal(err)
	}
	if err := c.PutFolder(Folder{"/music", "Music"}); err != nil {
		t.Fatal(err)
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	if data, err = os.ReadFile(path); err != nil {
		t.Fatal(err)
	}
	return data, older[:min(len(older), len(data))]
}

// damage spoils data in one of the ways disks and people do. Older is what the
// file was at an earlier time.
func damage(random *rand.Rand, data, older []byte) (spoiled []byte, how string) {
	data = bytes.Clone(data)
	switch random.IntN(5) {
	case 0:
		n := random.IntN(len(data))
		return data[:n], fmt.Sprintf("cut to %d bytes", n)
	case 1:
		page := random.IntN(len(data) / 4096)
		clear(data[page*4096 : (page+1)*4096])
		return data, fmt.Sprintf("page %d zeroed", page)
	case 2:
		for range 1 + random.IntN(64) {
			data[random.IntN(len(data))] ^= byte(1 + random.IntN(255))
		}
		return data, "bytes flipped"
	case 3: // half-written
		lost := 1 + random.IntN(5)
		for range lost {
			page := random.IntN(len(older) / 4096)
			copy(data[page*4096:(page+1)*4096], older[page*4096:])
		}
		return data, fmt.Sprintf("%d pages not written", lost)
	default:
		from, to := random.IntN(len(data)/4096), random.IntN(len(data)/4096)
		copy(data[to*4096:(to+1)*4096], data[from*4096:(from+1)*4096])
		return data, fmt.Sprintf("page %d written over page %d", from, to)
	}
}

// TestAnyDamageIsNoticedOrHarmless opens spoiled catalogs: each opens, and
// what it then says it knows it also delivers.
func TestAnyDamageIsNoticedOrHarmless(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 1))
	data, older := filled(t)
	rounds, recreated := 300, 0
	if *full {
		rounds = 5000
	}
	for round := range rounds {
		dir := t.TempDir()
		path := filepath.Join(dir, "catalog.db")
		spoiled, how := damage(random, data, older)
		if err := os.WriteFile(path, spoiled, 0o600); err != nil {
			t.Fatal(err)
		}
		c, err := Open(path, slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatalf("round %d, %s: %v", round, how, err)
		}
		if c.Recreated() {
			recreated++
			kept, err := os.ReadFile(path + ".damaged-1")
			if err != nil || !bytes.Equal(kept, spoiled) {
				t.Errorf("round %d, %s: the damaged file is not kept aside: %v", round, how, err)
			}
		}
		useAll(t, c, how)
		if err := c.Close(); err != nil {
			t.Errorf("round %d, %s: close: %v", round, how, err)
		}
	}
	if recreated < rounds/4 {
		t.Errorf("only %d of %d damaged catalogs were noticed", recreated, rounds)
	}
}

// useAll reads every row and writes some.
func useAll(t *testing.T, c *Catalog, how string) {
	t.Helper()
	files, total := c.List(ListQuery{})
	if count, _ := c.Totals(); len(files) != total || count != total {
		t.Errorf("%s: %d files listed, %d said, %d counted", how, len(files), total, count)
	}
	roots := map[share.RootHash]bool{}
	for _, f := range files {
		if got := c.ByIDs([]uint64{f.ID}); len(got) != 1 || got[0] != f {
			t.Errorf("%s: %s is not found by its id", how, f.Path)
		}
		roots[f.Root] = true
	}
	for root := range roots {
		if len(c.ByRoot(root)) == 0 {
			t.Errorf("%s: %s has no file", how, root)
		}
	}
	if _, err := c.ChangesSince(0, MaxList); err != nil {
		t.Errorf("%s: the feed: %v", how, err)
	}
	put(t, c, sample("new", 200, 1000))
	if files := c.ByRoot(share.RootHash{200}); len(files) != 1 {
		t.Errorf("%s: what was just written is not there", how)
	}
}

func TestATornMetaPageMeansANewGeneration(t *testing.T) {
	data, _ := filled(t)
	newest, both, err := boltfile.Newest(bytes.NewReader(data))
	if err != nil || !both {
		t.Fatalf("meta pages: %v %v", both, err)
	}
	const intoRoot = 16 + 20 // behind the header of the page, the number of the root page
	data[newest+intoRoot] ^= 1
	path := filepath.Join(t.TempDir(), "catalog.db")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	seen, err := surveyFile(path)
	if err != nil || !seen.oneMeta {
		t.Fatalf("survey: %+v, %v", seen, err)
	}
	c, err := Open(path, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	if c.Recreated() || c.Generation() == seen.state.generation {
		t.Errorf("recreated %v, generation kept %v", c.Recreated(), c.Generation() == seen.state.generation)
	}
	if files, _ := c.Totals(); files < 590 {
		t.Errorf("only %d files left", files)
	}
}

func TestAFileThatIsNoCatalogIsSetAside(t *testing.T) {
	dir := t.TempDir()
	for n := 1; n <= maxDamaged+1; n++ {
		path := filepath.Join(dir, "catalog.db")
		text := fmt.Sprintf("this is no catalog, %d", n)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		c, err := Open(path, slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
		if !c.Recreated() {
			t.Error("not said to be new")
		}
		if err := c.Close(); err != nil {
			t.Fatal(err)
		}
		kept, err := os.ReadFile(fmt.Sprintf("%s.damaged-%d", path, min(n, maxDamaged)))
		if err != nil || string(kept) != text {
			t.Errorf("kept aside: %q, %v", kept, err)
		}
	}
}

func FuzzSurvey(f *testing.F) {
	data, _ := filled(f)
	f.Add(data)
	f.Add(data[:8192])
	f.Add([]byte("no catalog"))
	f.Fuzz(func(_ *testing.T, data []byte) {
		_, _ = surveyPages(bytes.NewReader(data), int64(len(data)))
	})
}

func FuzzRecord(f *testing.F) {
	e := sample("Bach/Air.flac", 3, 9)
	f.Add("/music/Bach/Air.flac", record{file: e.File, identity: e.Identity}.encode())
	f.Add("/music/Bach/Air.flac", record{file: saying(e).File, identity: e.Identity}.encode())
	f.Add("", []byte{})
	f.Fuzz(func(t *testing.T, path string, payload []byte) {
		if r, err := decodeRecord(path, payload); err == nil {
			again, err := decodeRecord(path, r.encode())
			if err != nil || again != r {
				t.Errorf("%+v became %+v, %v", r, again, err)
			}
		}
		_, _ = decodeStep(payload)
		_, _ = decodeState(payload)
		_, _ = unseal([]byte(path), payload)
	})
}

func BenchmarkPutBatchOf256(b *testing.B) {
	c := open(b, b.TempDir())
	n := 0
	for b.Loop() {
		entries := make([]Entry, 256)
		for i := range entries {
			n++
			entries[i] = sample(fmt.Sprintf("Song %d.flac", n), byte(n), uint64(n))
		}
		put(b, c, entries...)
	}
}

func BenchmarkSurvey(b *testing.B) {
	path := filepath.Join(b.TempDir(), "catalog.db")
	data, _ := filled(b)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := surveyFile(path); err != nil {
			b.Fatal(err)
		}
	}
}
