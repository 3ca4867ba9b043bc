package node

import (
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hinny/app/api"
	"hinny/share"
)

// marking returns the marks of a home folder, without the rest of a node.
func marking(t *testing.T, home string) *Node {
	t.Helper()
	n := &Node{config: Config{Home: home}, log: slog.New(slog.DiscardHandler)}
	if err := n.loadMarks(); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestMarksAreThereAtTheNextStart(t *testing.T) {
	home := t.TempDir()
	n := marking(t, home)
	for i, mark := range []api.Mark{api.MarkFake, api.MarkHidden, api.MarkFake, api.MarkNone} {
		if err := n.Mark(t.Context(), api.Marked{Root: share.RootHash{byte(1 + i%3)}, Name: "old/film\x00.mkv", Mark: mark}); err != nil {
			t.Fatal(err)
		}
	}
	again := marking(t, home)
	for root, want := range map[byte]api.Mark{1: api.MarkNone, 2: api.MarkHidden, 3: api.MarkFake, 4: api.MarkNone} {
		if got := again.marks.of(share.RootHash{root}); got != want {
			t.Errorf("%d is marked %q, want %q", root, got, want)
		}
	}
	if list, _ := again.Marks(t.Context()); len(list) != 2 || strings.ContainsAny(list[0].Name, "/\x00") {
		t.Errorf("marks: %+v", list)
	}
}

func TestAMarkThatMeansNothingIsRefused(t *testing.T) {
	n := marking(t, t.TempDir())
	for _, wrong := range []api.Marked{{Mark: api.MarkFake}, {Root: share.RootHash{1}, Mark: "ugly"}, {Mark: api.MarkNone}} {
		err := n.Mark(t.Context(), wrong)
		if failure, ok := err.(*api.Error); !ok || failure.Code != api.CodeUsage {
			t.Errorf("%+v: %v", wrong, err)
		}
	}
}

func TestAMarkThatCannotBeWrittenIsNotSet(t *testing.T) {
	home := filepath.Join(t.TempDir(), "home")
	n := marking(t, home) // the folder is not there
	root := share.RootHash{1}
	if err := n.Mark(t.Context(), api.Marked{Root: root, Mark: api.MarkFake}); err == nil || n.marks.of(root) != api.MarkNone {
		t.Errorf("%v, marked %q", err, n.marks.of(root))
	}
}

func TestDamagedMarksAreSetAside(t *testing.T) {
	home := t.TempDir()
	path := filepath.Join(home, marksName)
	if err := os.WriteFile(path, []byte(`[{"root":`), 0o600); err != nil {
		t.Fatal(err)
	}
	n := marking(t, home)
	if said := n.notices.list(); len(said) != 1 || !strings.Contains(said[0], path) {
		t.Errorf("said %q", said)
	}
	if err := n.Mark(t.Context(), api.Marked{Root: share.RootHash{1}, Mark: api.MarkFake}); err != nil {
		t.Error(err)
	}
}

func TestTheOldestMarkMakesRoom(t *testing.T) {
	n := marking(t, t.TempDir())
	began := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	root := func(i int) share.RootHash { return share.RootHash{byte(i >> 8), byte(i), 1} }
	for i := range maxMarks {
		n.marks.byKey[root(i)] = api.Marked{Root: root(i), Mark: api.MarkFake, When: began.Add(time.Duration(i) * time.Second)}
	}
	if err := n.Mark(t.Context(), api.Marked{Root: root(maxMarks), Mark: api.MarkFake}); err != nil {
		t.Fatal(err)
	}
	if len(n.marks.byKey) != maxMarks || n.marks.of(root(0)) != api.MarkNone || n.marks.of(root(maxMarks)) != api.MarkFake {
		t.Errorf("%d marks, the oldest is %q", len(n.marks.byKey), n.marks.of(root(0)))
	}
}
