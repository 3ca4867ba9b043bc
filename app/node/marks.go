package node

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"hinny/app/api"
	"hinny/app/words"
	"hinny/share"
)

const (
	marksName = "marks.json"
	// maxMarks bounds the marks, the oldest out first: who marks ten a day keeps
	// them for years, and all of them are written at each change.
	maxMarks = 10_000
	// maxMarkedName cuts a name, in letters: it is kept for the eye only.
	maxMarkedName = 120
	// maxMarksFile holds as many with names of four bytes a letter.
	maxMarksFile = 16 << 20
)

// marks is what the person thinks of contents, the newest first.
type marks struct {
	book[share.RootHash, api.Marked]
}

// loadMarks reads what was marked in earlier runs.
func (n *Node) loadMarks() error {
	aside, err := n.marks.open(n.inHome(marksName), bookRules[share.RootHash, api.Marked]{
		what: "the marks", most: maxMarks, limit: maxMarksFile,
		key:   func(m api.Marked) share.RootHash { return m.Root },
		valid: checkMark,
		order: func(a, b api.Marked) int {
			return cmp.Or(b.When.Compare(a.When), slices.Compare(a.Root[:], b.Root[:]))
		},
	})
	if aside != "" {
		n.tell(fmt.Sprintf("The list of what you marked cannot be read and begins anew; the old one is %s.", aside))
	}
	return err
}

// of returns what the person thinks of a content.
func (m *marks) of(root share.RootHash) api.Mark {
	marked, _ := m.get(root)
	return marked.Mark
}

// set changes a mark and writes all of them down; on an error nothing changes.
func (m *marks) set(to api.Marked) error {
	if m.of(to.Root) == to.Mark {
		return nil
	}
	return m.change(func(byRoot map[share.RootHash]api.Marked) error {
		if delete(byRoot, to.Root); to.Mark != api.MarkNone {
			byRoot[to.Root] = to
		}
		return nil
	})
}

var _ api.Marker = (*Node)(nil)

// Mark implements api.Marker.
func (n *Node) Mark(_ context.Context, m api.Marked) error {
	if err := checkMark(m); err != nil && (m.Mark != api.MarkNone || m.Root.IsZero()) {
		return told(api.CodeUsage, err)
	}
	if known, ok := n.hits.get(m.Root); ok && m.Name == "" {
		m.Name = known.name
	}
	m.Name = words.Name(lastElement(m.Name))
	if letters := []rune(m.Name); len(letters) > maxMarkedName {
		m.Name = string(letters[:maxMarkedName])
	}
	m.When = time.Now().UTC().Truncate(time.Second)
	if err := n.marks.set(m); err != nil {
		return told(api.CodeFailed, err)
	}
	return nil
}

// checkMark refuses a mark that means nothing.
func checkMark(m api.Marked) error {
	switch {
	case m.Root.IsZero():
		return errors.New("a mark needs the root of what is marked")
	case m.Mark != api.MarkFake && m.Mark != api.MarkHidden:
		return fmt.Errorf("%q is no mark; there are %s and %s", m.Mark, api.MarkFake, api.MarkHidden)
	}
	return nil
}

// Marks implements api.Marker.
func (n *Node) Marks(context.Context) ([]api.Marked, error) {
	return n.marks.list(), nil
}
