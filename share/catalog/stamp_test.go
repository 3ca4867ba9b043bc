package catalog

import (
	"bytes"
	"context"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"testing"
)

// closed returns the path of a catalog that was closed in order.
func closed(t testing.TB) string {
	t.Helper()
	data, _ := filled(t)
	path := filepath.Join(t.TempDir(), "catalog.db")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	reopen(t, path)
	return path
}

// reopen opens and closes a catalog and returns how far it was.
func reopen(t testing.TB, path string) uint64 {
	t.Helper()
	c, err := Open(path, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	seq := c.Seq()
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	return seq
}

func TestAStampSaysWhatASurveyFinds(t *testing.T) {
	path := closed(t)
	short, err := stamped(path)
	if err != nil {
		t.Fatal(err)
	}
	long, err := surveyFile(path)
	if err != nil {
		t.Fatal(err)
	}
	long.rows, long.idSum = nil, [2]uint64{} // only the survey itself needs them
	if !reflect.DeepEqual(short, long) {
		t.Errorf("the stamp says %+v, the survey %+v", short, long)
	}
	if short.all.files == 0 || len(short.folders) == 0 || len(short.lookups.roots.sorted) == 0 {
		t.Errorf("the catalog is empty: %+v", short)
	}
}

// A stamp that another change follows must not be believed, nor one of a
// catalog that was open when the program ended.
func TestAStampHoldsUntilTheNextOpen(t *testing.T) {
	path := closed(t)
	c, err := Open(path, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path + stampSuffix); !os.IsNotExist(err) {
		t.Errorf("there is a stamp while the catalog is open: %v", err)
	}
	put(t, c, sample("new.flac", 3, 9999))
	seq := c.Seq()
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := stamped(path); err != nil {
		t.Errorf("no stamp after Close: %v", err)
	}
	if got := reopen(t, path); got != seq {
		t.Errorf("reopened at %d, want %d", got, seq)
	}
}

func TestNoStampAfterAWriteThatFailed(t *testing.T) {
	path := closed(t)
	c, err := Open(path, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Put([]Entry{{}}); err == nil {
		t.Fatal("an entry without a path was taken")
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := stamped(path); !os.IsNotExist(err) {
		t.Errorf("got %v", err)
	}
	reopen(t, path)
}

func TestNoStampForAFilePutInThePlaceOfTheCatalog(t *testing.T) {
	path, other := closed(t), closed(t)
	c, err := Open(path, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	put(t, c, sample("new.flac", 3, 9999))
	if err := os.Rename(other, path); err != nil {
		t.Skip("the system does not let go of an open file:", err)
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := stamped(path); !os.IsNotExist(err) {
		t.Errorf("got %v", err)
	}
}

func TestAStampIsRefusedIfAByteOfEitherFileDiffers(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 1))
	path := closed(t)
	for _, name := range []string{path, path + stampSuffix} {
		good, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for range 200 {
			spoiled := bytes.Clone(good)
			if at := random.IntN(len(spoiled)); random.IntN(4) == 0 {
				spoiled = spoiled[:at]
			} else {
				spoiled[at] ^= byte(1 + random.IntN(255))
			}
			if err := os.WriteFile(name, spoiled, 0o600); err != nil {
				t.Fatal(err)
			}
			if _, err := stamped(path); err == nil {
				t.Fatalf("%s was spoiled and is believed", filepath.Base(name))
			}
		}
		if err := os.WriteFile(name, good, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := stamped(path); err != nil {
		t.Errorf("put right again: %v", err)
	}
}

func TestChecksumsDoNotDependOnWhoReads(t *testing.T) {
	data := make([]byte, 3*stampBlock+17)
	for i := range data {
		data[i] = byte(i / 1000)
	}
	sums, err := checksums(context.Background(), bytes.NewReader(data), int64(len(data)))
	if err != nil || len(sums) != 4 {
		t.Fatal(sums, err)
	}
	data[len(data)-1]++
	after, err := checksums(context.Background(), bytes.NewReader(data), int64(len(data)))
	if err != nil || after[3] == sums[3] || !reflect.DeepEqual(after[:3], sums[:3]) {
		t.Errorf("%v, then %v, %v", sums, after, err)
	}
}

func FuzzStamp(f *testing.F) {
	data, err := os.ReadFile(closed(f) + stampSuffix)
	if err != nil {
		f.Fatal(err)
	}
	payload := data[sealSize:]
	f.Add(payload, int64(1<<20))
	f.Add(payload[:len(payload)/2], int64(1<<20))
	f.Add([]byte{}, int64(0))
	f.Fuzz(func(t *testing.T, payload []byte, size int64) {
		s, err := decodeStamp(seal([]byte(stampSuffix), payload), size&(1<<40-1))
		if err == nil && s.survey.state.generation == "" {
			t.Error("a stamp of no catalog is believed")
		}
	})
}
