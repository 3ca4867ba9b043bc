package node

import (
	"strings"
	"testing"

	"hinny/app/api"
	"hinny/share"
	"hinny/share/collection"
	"hinny/share/link"
)

// fileOf is the root of a file that is called by one letter.
func fileOf(name rune) share.RootHash { return share.RootHash{1, byte(name)} }

// queueOf returns the letters of the downloads in the order of the list.
func queueOf(t *testing.T, n *Node) (letters string) {
	t.Helper()
	list, err := n.Transfers(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for i, d := range list {
		if d.Queue != i+1 {
			t.Errorf("number %d says that it is number %d", i+1, d.Queue)
		}
		letters += string(rune(d.Root[1]))
	}
	return letters
}

// queueing is a node that was told to get a, b and c, a collection of x, y and z,
// and d.
func queueing(t *testing.T) (n *Node, list share.RootHash) {
	t.Helper()
	n = nodeIn(t, t.TempDir())
	get := func(target string) {
		if _, err := n.Get(t.Context(), api.GetRequest{Target: target, Size: -1}); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range "abc" {
		get(fileOf(name).String())
	}
	var files []collection.File
	for _, name := range "xyz" {
		files = append(files, collection.File{Path: string(name), Size: 1 << 20, Root: fileOf(name)})
	}
	made, err := collection.New("letters", files)
	if err != nil {
		t.Fatal(err)
	}
	list, size, err := n.collections.save(t.Context(), made)
	if err != nil {
		t.Fatal(err)
	}
	get(link.Link{Root: list, Size: size, Name: made.Name, Collection: true}.String())
	get(fileOf('d').String())
	return n, list
}

func TestDownloadsAreMovedAndCollectionsAsOne(t *testing.T) {
	n, list := queueing(t)
	if got := queueOf(t, n); got != "abcxyzd" {
		t.Fatalf("at first the queue is %s", got)
	}
	if err := n.SetPriority(t.Context(), fileOf('c'), api.PriorityHigh); err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct {
		roots []share.RootHash
		to    api.Place
		want  string
	}{
		{[]share.RootHash{fileOf('b')}, api.PlaceUp, "cbaxyzd"},
		{[]share.RootHash{fileOf('b')}, api.PlaceUp, "cbaxyzd"}, // above it is another priority
		{[]share.RootHash{list}, api.PlaceUp, "cbxyzad"},
		{[]share.RootHash{list}, api.PlaceBottom, "cbadxyz"},
		{[]share.RootHash{list}, api.PlaceDown, "cbadxyz"},
		{[]share.RootHash{fileOf('y'), fileOf('d')}, api.PlaceTop, "cdybaxz"},
		{[]share.RootHash{list, fileOf('c')}, api.PlaceTop, "cyxzdba"},
	} {
		if err := n.Move(t.Context(), step.roots, step.to); err != nil {
			t.Fatal(err)
		}
		if got := queueOf(t, n); got != step.want {
			t.Fatalf("after a move %s: %s, want %s", step.to, got, step.want)
		}
	}
}

func TestWhatCannotBeMovedIsSaid(t *testing.T) {
	n, _ := queueing(t)
	err := n.Move(t.Context(), []share.RootHash{fileOf('b'), fileOf('?')}, api.PlaceTop)
	if codeOf(err) != api.CodeNotFound || !strings.Contains(err.Error(), fileOf('?').String()) {
		t.Errorf("unknown: %v", err)
	}
	if err := n.Move(t.Context(), []share.RootHash{fileOf('b')}, "left"); codeOf(err) != api.CodeUsage {
		t.Errorf("no place: %v", err)
	}
	if got := queueOf(t, n); got != "abcxyzd" {
		t.Errorf("the queue is %s", got)
	}
	n.finished.Add(api.Transfer{Root: fileOf('e'), State: api.StateComplete})
	if err := n.Move(t.Context(), []share.RootHash{fileOf('e')}, api.PlaceTop); err != nil {
		t.Errorf("one that ended in an earlier run: %v", err)
	}
}
