package network

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"hinny/index/query"
	"hinny/share"
)

// shelf is a library of names that counts how often it is read.
type shelf struct {
	names   []string
	changed chan struct{}
	reads   int
}

func newShelf(names ...string) *shelf { return &shelf{names: names, changed: make(chan struct{})} }

func (s *shelf) Names(_ context.Context, each func(query.Thing)) error {
	s.reads++
	for _, name := range s.names {
		each(query.ThingOf(share.File{Rel: name}))
	}
	return nil
}

func (s *shelf) Changed() <-chan struct{} { return s.changed }

func (s *shelf) state() string { return fmt.Sprint("shelf ", len(s.names)) }

// put adds a name.
func (s *shelf) put(name string) {
	s.names = append(s.names, name)
	close(s.changed)
	s.changed = make(chan struct{})
}

// spell runs a wordTeller over a shelf for some time and returns what it told.
func (s *shelf) spell(t *testing.T, dir string, state func() string, lasts time.Duration, during func()) (told [][]string) {
	t.Helper()
	w := wordTeller{
		names: s, state: state, dir: dir, log: slog.New(slog.DiscardHandler),
		tell: func(words []string) { told = append(told, slices.Sorted(slices.Values(words))) },
	}
	ctx, stop := context.WithTimeout(t.Context(), lasts)
	defer stop()
	done := make(chan struct{})
	go func() {
		defer close(done)
		w.run(ctx)
	}()
	synctest.Wait()
	during()
	<-done
	return told
}

func nothing() {}

func TestTheNamesOfALibraryThatIsTheSameAreNotReadAgain(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		s := newShelf("xylophone.flac", "北京 zither.pdf")
		first := s.spell(t, dir, s.state, time.Hour, nothing)
		if len(first) != 1 || s.reads != 1 || !slices.Contains(first[0], "xylophone") {
			t.Fatalf("told %q, read %d times", first, s.reads)
		}
		second := s.spell(t, dir, s.state, time.Hour, nothing)
		if len(second) != 1 || s.reads != 1 || !slices.Equal(second[0], first[0]) {
			t.Errorf("after a start: told %q instead of %q, read %d times", second, first[0], s.reads)
		}
	})
}

func TestALibraryThatChangedIsToldAtOnceAsItWasAndReadLater(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		s := newShelf("xylophone.flac")
		s.spell(t, dir, s.state, time.Minute, nothing)
		s.put("glockenspiel.flac") // while nobody looked
		told := s.spell(t, dir, s.state, wordsPause-time.Second, nothing)
		if len(told) != 1 || s.reads != 1 {
			t.Errorf("at the start: told %q, read %d times", told, s.reads)
		}
		told = s.spell(t, dir, s.state, wordsPause+time.Second, nothing)
		if len(told) != 2 || s.reads != 2 || !slices.Contains(told[1], "glockenspiel") {
			t.Errorf("later: told %q, read %d times", told, s.reads)
		}
	})
}

func TestChangesOfALibraryAreGathered(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		s := newShelf("xylophone.flac")
		told := s.spell(t, dir, s.state, 3*wordsPause, func() {
			for n := range 10 {
				s.put(fmt.Sprintf("glockenspiel%d.flac", n))
			}
		})
		if len(told) != 2 || s.reads != 2 {
			t.Errorf("told %d times, read %d times", len(told), s.reads)
		}
	})
}

func TestWithoutAStateTheNamesAreReadAtEachStart(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		s := newShelf("xylophone.flac")
		for range 2 {
			s.spell(t, dir, nil, time.Minute, nothing)
		}
		if s.reads != 2 {
			t.Errorf("read %d times", s.reads)
		}
	})
}

func TestWordsThatCannotBeReadAreChosenAnew(t *testing.T) {
	dir := t.TempDir()
	whole := wordBook{state: "shelf 1", words: []string{"xylophone", "a pair"}}
	whole.write(dir, slog.New(slog.DiscardHandler))
	path := filepath.Join(dir, wordBookName)
	if got := readWords(dir, slog.New(slog.DiscardHandler)); got.state != whole.state || !slices.Equal(got.words, whole.words) {
		t.Fatalf("%+v", got)
	}
	for _, text := range []string{
		"", "1 shelf 1", "2 shelf 1\nxylophone\n", "1 \nxylophone\n", "1 shelf 1\n\nxylophone\n",
		"1 shelf 1\n" + strings.Repeat("word\n", maxTold+1), "1 s\n" + strings.Repeat("x", maxWordBook),
	} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := readWords(dir, slog.New(slog.DiscardHandler)); got.state != "" || len(got.words) > 0 {
			t.Errorf("%.40q is read as %.40q", text, got.words)
		}
	}
}

func FuzzParseWords(f *testing.F) {
	f.Add("1 shelf 1\nxylophone\na pair\n")
	f.Add("1 s\n")
	f.Fuzz(func(t *testing.T, text string) {
		book, err := parseWords(text)
		if err != nil {
			return
		}
		if book.state == "" || len(book.words) > maxTold {
			t.Errorf("%+v", book)
		}
	})
}
