package finished

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"hinny/app/api"
	"hinny/share"
	"hinny/share/merkle"
)

func open(t *testing.T, path string) *List {
	t.Helper()
	l, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// done is a download of n bytes that came from two peers.
func done(n int) api.Transfer {
	return api.Transfer{
		Root: share.RootHash{byte(n), byte(n >> 8), 1}, Name: fmt.Sprint(n, ".bin"), Path: fmt.Sprint("/got/", n, ".bin"), Size: int64(n), Done: int64(n),
		State: api.StateComplete, Priority: api.PriorityNormal, Category: "Films", Sources: map[string]int64{"anna": 2, "bob": 1},
		Details: []api.Provider{{Peer: "anna", Bytes: 2, State: "away"}, {Peer: "bob", Bytes: 1, State: "away"}},
		Started: time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC), Seconds: 3, Wasted: 4,
	}
}

func TestWhatIsCompleteIsThereAtTheNextStart(t *testing.T) {
	path := filepath.Join(t.TempDir(), "finished.json")
	l := open(t, path)
	for _, n := range []int{1, 2, 3} {
		l.Add(done(n))
	}
	l.Add(done(1)) // again
	if !l.Remove(done(2).Root) || l.Remove(done(2).Root) || !l.Move(done(3).Root, "/got/other.bin") || !l.Categorize(done(3).Root, "") || l.Move(done(9).Root, "/x") {
		t.Error("a change of what is there or is not gives the wrong answer")
	}
	if err := l.Write(); err != nil {
		t.Fatal(err)
	}
	moved := done(3)
	moved.Name, moved.Path, moved.Category = "other.bin", "/got/other.bin", ""
	if got, want := open(t, path).All(), []api.Transfer{moved, done(1)}; !reflect.DeepEqual(got, want) {
		t.Errorf("at the next start:\n%+v, want\n%+v", got, want)
	}
}

func TestTheListIsBounded(t *testing.T) {
	path := filepath.Join(t.TempDir(), "finished.json")
	l := open(t, path)
	for n := range Most + 5 {
		d := done(n)
		d.Sources = map[string]int64{}
		for i := range 3 * mostSources {
			d.Sources[fmt.Sprint("peer ", i)] = int64(i)
		}
		l.Add(d)
	}
	if err := l.Write(); err != nil {
		t.Fatal(err)
	}
	all := open(t, path).All()
	if len(all) != Most || all[0].Size != 5 || len(all[0].Sources) != mostSources || all[0].Details[0].Bytes != 3*mostSources-1 {
		t.Errorf("%d are kept, the first of %d bytes, %d sources of it, the best gave %d", len(all), all[0].Size, len(all[0].Sources), all[0].Details[0].Bytes)
	}
}

func TestADamagedListIsSaidAndBeginsAnew(t *testing.T) {
	for text, whole := range map[string]bool{"{": false, "[1]": false, strings.Repeat(" ", maxFile+1): false, `[{"root":"` + strings.Repeat("00", 32) + `"}]`: true} {
		path := filepath.Join(t.TempDir(), "finished.json")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		l, err := Open(path)
		if (err == nil) != whole || len(l.All()) != 0 {
			t.Errorf("%.40q gives %d entries, %v", text, len(l.All()), err)
		}
	}
}

func TestChangesAreWrittenByThemselvesAndAtTheEnd(t *testing.T) {
	path := filepath.Join(t.TempDir(), "finished.json")
	synctest.Test(t, func(t *testing.T) {
		l := open(t, path)
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- l.Run(ctx) }()
		l.Add(done(1))
		time.Sleep(2 * every)
		synctest.Wait()
		if n := len(open(t, path).All()); n != 1 {
			t.Errorf("%d are written after a while", n)
		}
		l.Add(done(2))
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		if n := len(open(t, path).All()); n != 2 {
			t.Errorf("%d are written at the end", n)
		}
	})
}

func TestAFileIsReadAgain(t *testing.T) {
	file := filepath.Join(t.TempDir(), "whole.bin")
	content := []byte(strings.Repeat("mule ", 100_000))
	if err := os.WriteFile(file, content, 0o600); err != nil {
		t.Fatal(err)
	}
	m, err := merkle.Build(t.Context(), strings.NewReader(string(content)), int64(len(content)), nil)
	if err != nil {
		t.Fatal(err)
	}
	l := open(t, filepath.Join(t.TempDir(), "finished.json"))
	l.Add(api.Transfer{Root: m.Root(), Path: file, Size: m.Size()})
	if l.Check(share.RootHash{9}) {
		t.Error("what is not there is checked")
	}
	check := func() (before, after api.Transfer) {
		t.Helper()
		if !l.Check(m.Root()) {
			t.Fatal("it is not on the list")
		}
		before, _ = l.Get(m.Root())
		l.check(t.Context(), <-l.checks)
		after, _ = l.Get(m.Root())
		return before, after
	}
	if before, after := check(); before.State != api.StateChecking || after.State != api.StateComplete || after.Error != "" {
		t.Errorf("a whole file is %s, and then %s: %s", before.State, after.State, after.Error)
	}
	content[7] ^= 1
	if err := os.WriteFile(file, content, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, after := check(); after.State != api.StateFailed || !strings.Contains(after.Error, "is not what it was") {
		t.Errorf("a damaged file is %s: %s", after.State, after.Error)
	}
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	if _, after := check(); after.State != api.StateFailed || !strings.Contains(after.Error, "cannot be read") {
		t.Errorf("a lost file is %s: %s", after.State, after.Error)
	}
}

func FuzzOpen(f *testing.F) {
	f.Add(`[{"root":"` + strings.Repeat("01", 32) + `","path":"/got/a","size":5,"sources":{"anna":5}}]`)
	f.Add("[]")
	f.Fuzz(func(t *testing.T, text string) {
		path := filepath.Join(t.TempDir(), "finished.json")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		l, err := Open(path)
		if err != nil {
			return
		}
		all := l.All()
		for _, d := range all {
			l.Move(d.Root, d.Path) // something to write
		}
		if err := l.Write(); err != nil {
			t.Fatal(err)
		}
		if again := open(t, path).All(); len(all) > 0 && !reflect.DeepEqual(all, again) {
			t.Errorf("%+v becomes %+v", all, again)
		}
	})
}
