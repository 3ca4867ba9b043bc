package saved

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"hinny/share"
)

func root(i int) share.RootHash { return share.RootHash{1, byte(i >> 8), byte(i)} }

// files makes what a run found of numbers.
func files(numbers ...int) (found []Found) {
	for _, i := range numbers {
		found = append(found, Found{Root: root(i), Name: fmt.Sprint("file ", i), Size: int64(i)})
	}
	return found
}

func open(t *testing.T, path string) *List {
	t.Helper()
	l, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// asked notes a run and returns its news.
func asked(t *testing.T, l *List, text string, found []Found) int {
	t.Helper()
	news, err := l.Asked(text, time.Now(), found)
	if err != nil {
		t.Fatal(err)
	}
	return news
}

func TestNewsIsWhatNoRunFoundBefore(t *testing.T) {
	path := filepath.Join(t.TempDir(), "saved.json")
	l := open(t, path)
	if err := l.Save("mule"); err != nil {
		t.Fatal(err)
	}
	runs := []struct {
		found []Found
		news  int
	}{
		{files(1, 2), 0}, // the first run finds everything anew
		{files(1, 2, 3), 1},
		{files(3), 0},       // it waits to be looked at already
		{files(1, 2, 4), 1}, // what was away for a run is no news again
		{append(files(2), Found{Root: root(5), Old: true}), 0},
		{files(5), 0}, // nor is what was here then
	}
	for i, run := range runs {
		l = open(t, path) // as after a restart
		if news := asked(t, l, "mule", run.found); news != run.news {
			t.Errorf("run %d: %d news, want %d", i, news, run.news)
		}
	}
	if news := l.All()[0].News; len(news) != 2 || news[0].Root != root(3) || news[1].Name != "file 4" {
		t.Fatalf("news: %+v", news)
	}
	if err := l.Seen("mule"); err != nil {
		t.Fatal(err)
	}
	if s := open(t, path).All()[0]; len(s.News) != 0 {
		t.Errorf("after it was looked at: %+v", s.News)
	}
	if news := asked(t, l, "mule", files(1, 2, 3, 4)); news != 0 {
		t.Errorf("what was looked at is news again: %d", news)
	}
}

func TestNothingGrowsBeyondItsBound(t *testing.T) {
	l := open(t, filepath.Join(t.TempDir(), "saved.json"))
	for i := range Max {
		if err := l.Save(fmt.Sprint("search ", i)); err != nil {
			t.Fatal(err)
		}
	}
	if err := l.Save("one more"); !errors.Is(err, ErrTooMany) {
		t.Errorf("one more: %v", err)
	}
	if err := l.Save(strings.Repeat("x", MaxText+1)); !errors.Is(err, ErrTooLong) {
		t.Errorf("a book: %v", err)
	}
	if err := l.Save("search 0"); err != nil {
		t.Errorf("what is saved already: %v", err)
	}
	for run := range 7 {
		var numbers []int
		for i := range 2 * MaxFound {
			numbers = append(numbers, run*2*MaxFound+i)
		}
		asked(t, l, "search 0", files(numbers...))
		if err := l.Seen("search 0"); err != nil {
			t.Fatal(err)
		}
	}
	asked(t, l, "search 0", files(1<<15))
	if s := l.All()[0]; len(s.Known) > MaxKnown || len(s.News) > MaxNews {
		t.Errorf("%d are known, %d are news", len(s.Known), len(s.News))
	}
}

// TestABroadSearchIsNoNewsForEver: more is found in each run than is remembered.
func TestABroadSearchIsNoNewsForEver(t *testing.T) {
	l := open(t, filepath.Join(t.TempDir(), "saved.json"))
	if err := l.Save("the"); err != nil {
		t.Fatal(err)
	}
	var numbers []int
	for i := range 2 * MaxKnown {
		numbers = append(numbers, i)
	}
	for range 3 {
		if news := asked(t, l, "the", files(numbers...)); news != 0 {
			t.Fatalf("%d news of what is the same each time", news)
		}
	}
}

func TestTheOneThatWaitsLongestIsNext(t *testing.T) {
	l := open(t, filepath.Join(t.TempDir(), "saved.json"))
	now := time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC)
	for i, text := range []string{"b", "a", "c"} {
		if err := l.Save(text); err != nil {
			t.Fatal(err)
		}
		if _, err := l.Asked(text, now.Add(time.Duration(-i)*time.Hour), nil); err != nil {
			t.Fatal(err)
		}
	}
	if text, due := l.Due(now); !due || text != "c" {
		t.Errorf("%q is next, due %v", text, due)
	}
	if text, due := l.Due(now.Add(-3 * time.Hour)); due {
		t.Errorf("%q is due too early", text)
	}
}

func TestADamagedListIsSaidAndBeginsAnew(t *testing.T) {
	path := filepath.Join(t.TempDir(), "saved.json")
	if err := os.WriteFile(path, []byte(`[{"text":"mule","known":["x"]}]`), 0o600); err != nil {
		t.Fatal(err)
	}
	l, err := Open(path)
	if err == nil || l == nil || len(l.All()) != 0 {
		t.Fatalf("%v, %v", l, err)
	}
	if err := l.Save("mule"); err != nil {
		t.Error(err)
	}
}

func TestAChangeThatCannotBeWrittenIsNone(t *testing.T) {
	l := open(t, filepath.Join(t.TempDir(), "missing", "saved.json"))
	if err := l.Save("mule"); err == nil || len(l.All()) != 0 {
		t.Errorf("%v, %d searches", err, len(l.All()))
	}
	if err := l.Forget("mule"); !errors.Is(err, ErrNotSaved) {
		t.Error(err)
	}
}

func TestSearchesAreRepeatedOneAtATime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := open(t, filepath.Join(t.TempDir(), "saved.json"))
		for _, text := range []string{"first", "second"} {
			if err := l.Save(text); err != nil {
				t.Fatal(err)
			}
		}
		began, runs, told := time.Now(), map[string][]time.Duration{}, 0
		var online atomic.Bool
		r := Repeater{List: l, Log: slog.New(slog.DiscardHandler), Told: func(_ string, news int) { told += news }}
		r.Ask = func(ctx context.Context, text string) ([]Found, bool) {
			if !online.Load() {
				return nil, false
			}
			<-ctx.Done()
			runs[text] = append(runs[text], time.Since(began).Truncate(time.Minute))
			return files(len(runs[text]), 100), true
		}
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error)
		go func() { done <- r.Run(ctx) }()
		time.Sleep(5*time.Minute + time.Second)
		online.Store(true) // the next look finds both waiting
		time.Sleep(time.Hour)
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
		if fmt.Sprint(runs["first"]) != "[6m0s 36m0s]" && fmt.Sprint(runs["first"]) != "[6m0s 37m0s]" {
			t.Errorf("the first ran after %v", runs["first"])
		}
		if len(runs["second"]) != 2 || runs["second"][0] != 7*time.Minute || told != 2 {
			t.Errorf("the second ran after %v; told of %d news", runs["second"], told)
		}
	})
}

func FuzzOpen(f *testing.F) {
	f.Add([]byte(`[{"text":"mule","asked":"2026-05-01T12:00:00Z","news":[{"name":"a"}],"known":[1,2]}]`))
	f.Add([]byte(`[{"text":""},{"text":"a"},{"text":"a"}]`))
	f.Fuzz(func(t *testing.T, data []byte) {
		path := filepath.Join(t.TempDir(), "saved.json")
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		l, _ := Open(path)
		for _, s := range l.All() {
			if _, err := l.Asked(s.Text, time.Now(), files(1, 2)); err != nil {
				t.Fatal(err)
			}
			if again := open(t, path); again.find(s.Text) < 0 {
				t.Fatalf("%q is lost", s.Text)
			}
		}
	})
}
