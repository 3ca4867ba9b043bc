package memory_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"hinny/app/ui/memory"
)

func TestWhatIsSetIsThereAtTheNextStart(t *testing.T) {
	path := filepath.Join(t.TempDir(), memory.FileName)
	m := memory.Open(path)
	memory.Set(m, "width", 1060.5)
	memory.Set(m, "searches", []string{"hinny", "驴骡"})
	if failures := stop(m); failures != nil { // nothing ran before: what changed last is written all the same
		t.Fatal(failures)
	}
	again := memory.Open(path)
	if got := memory.Get(again, "width", 0.0); got != 1060.5 {
		t.Errorf("the width is %v", got)
	}
	if got := memory.Get(again, "searches", []string(nil)); !slices.Equal(got, []string{"hinny", "驴骡"}) {
		t.Errorf("the searches are %q", got)
	}
}

func TestNothingOrSomethingElseGivesWayToTheUsual(t *testing.T) {
	m := memory.New()
	memory.Set(m, "page", "a word")
	if got := memory.Get(m, "page", 3); got != 3 {
		t.Errorf("a word is page %d", got)
	}
	if !memory.Get(m, "never set", true) {
		t.Error("what was never set is not the usual")
	}
}

func TestManyChangesAreWrittenOnceAndNoChangeNever(t *testing.T) {
	path := filepath.Join(t.TempDir(), memory.FileName)
	synctest.Test(t, func(t *testing.T) {
		m := memory.Open(path)
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() {
			m.Run(ctx, func(err error) { t.Error(err) })
			close(done)
		}()
		for i := range 40 {
			memory.Set(m, "column", i)
			time.Sleep(10 * time.Millisecond)
		}
		synctest.Wait()
		if _, err := os.Stat(path); err == nil {
			t.Error("written while the column is dragged")
		}
		time.Sleep(time.Second)
		if text, _ := os.ReadFile(path); !strings.Contains(string(text), "39") {
			t.Errorf("a second later the file says %q", text)
		}
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
		memory.Set(m, "column", 39)
		time.Sleep(time.Second)
		cancel()
		<-done
		if _, err := os.Stat(path); err == nil {
			t.Error("written although nothing changed")
		}
	})
}

func TestADamagedFileIsKeptAsideAndSaid(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, memory.FileName)
	for _, text := range []string{"", "{", `["a list"]`, `{"a":1}{`, strings.Repeat(" ", 2<<20)} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		m := memory.Open(path)
		memory.Set(m, "page", 1)
		if failures := stop(m); len(failures) != 1 || !strings.Contains(failures[0].Error(), memory.FileName+".damaged") {
			t.Errorf("%.20q gives %v", text, failures)
		}
		if got := memory.Get(memory.Open(path), "page", 0); got != 1 {
			t.Errorf("after %.20q nothing is remembered", text)
		}
	}
}

func TestAFailedWriteIsSaidOnceAndTriedAgain(t *testing.T) {
	home := filepath.Join(t.TempDir(), "not there yet")
	synctest.Test(t, func(t *testing.T) {
		m := memory.Open(filepath.Join(home, memory.FileName))
		var failures []error
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() {
			m.Run(ctx, func(err error) { failures = append(failures, err) })
			close(done)
		}()
		for i := range 3 {
			memory.Set(m, "page", i)
			time.Sleep(time.Second)
		}
		if err := os.Mkdir(home, 0o700); err != nil {
			t.Fatal(err)
		}
		memory.Set(m, "page", 5)
		time.Sleep(time.Second)
		cancel()
		<-done
		if len(failures) != 1 {
			t.Errorf("%d failures were said: %v", len(failures), failures)
		}
	})
	if got := memory.Get(memory.Open(filepath.Join(home, memory.FileName)), "page", 0); got != 5 {
		t.Errorf("page %d", got)
	}
}

// stop runs a Memory that has nothing more to wait for, and returns what it says.
func stop(m *memory.Memory) (failures []error) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	m.Run(ctx, func(err error) { failures = append(failures, err) })
	return failures
}

func FuzzOpen(f *testing.F) {
	f.Add([]byte(`{"page":1,"searches":["a"]}`))
	f.Add([]byte("null"))
	f.Fuzz(func(t *testing.T, data []byte) {
		path := filepath.Join(t.TempDir(), memory.FileName)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		m := memory.Open(path)
		memory.Get(m, "page", 0)
		memory.Set(m, "page", 1)
		if memory.Get(m, "page", 0) != 1 {
			t.Error("not remembered")
		}
	})
}
