package node

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"sync"
	"time"

	"hinny/app/api"
	"hinny/app/words"
	"hinny/share"
	"hinny/share/statefile"
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

// marks is what the person thinks of contents, here and in marks.json.
type marks struct {
	mu     sync.RWMutex
	path   string
	byRoot map[share.RootHash]api.Marked // guarded by mu
}

// loadMarks reads what was marked in earlier runs. A file that cannot be
// understood is set aside: the marks are a help, and no reason not to start.
func (n *Node) loadMarks() error {
	path := n.inHome(marksName)
	n.marks.path, n.marks.byRoot = path, map[share.RootHash]api.Marked{}
	data, err := statefile.Read(path, maxMarksFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	var list []api.Marked
	if err == nil {
		err = json.Unmarshal(data, &list)
	}
	if err != nil {
		aside, moved := statefile.SetAside(path)
		if moved != nil {
			return errors.Join(fmt.Errorf("read the marks: %w", err), moved)
		}
		n.tell(fmt.Sprintf("The list of what you marked cannot be read and begins anew; the old one is %s.", aside))
		return nil
	}
	for _, m := range list[:min(len(list), maxMarks)] {
		if checkMark(m) == nil {
			n.marks.byRoot[m.Root] = m
		}
	}
	return nil
}

// of returns what the person thinks of a content.
func (m *marks) of(root share.RootHash) api.Mark {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return m.byRoot[root].Mark
}

// set changes a mark and writes all of them down; on an error nothing changes.
func (m *marks) set(to api.Marked) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	before, was := m.byRoot[to.Root]
	if before.Mark == to.Mark {
		return nil
	}
	if to.Mark == api.MarkNone {
		delete(m.byRoot, to.Root)
	} else {
		m.byRoot[to.Root] = to
	}
	list := newestFirst(m.byRoot)
	kept := list[:min(len(list), maxMarks)]
	data, err := json.MarshalIndent(kept, "", " ")
	if err == nil {
		err = statefile.Write(m.path, append(data, '\n'))
	}
	if err != nil {
		delete(m.byRoot, to.Root)
		if was {
			m.byRoot[to.Root] = before
		}
		return fmt.Errorf("remember the mark: %w", err)
	}
	for _, old := range list[len(kept):] {
		delete(m.byRoot, old.Root)
	}
	return nil
}

func newestFirst(byRoot map[share.RootHash]api.Marked) []api.Marked {
	list := make([]api.Marked, 0, len(byRoot))
	for _, m := range byRoot {
		list = append(list, m)
	}
	slices.SortFunc(list, func(a, b api.Marked) int {
		return cmp.Or(b.When.Compare(a.When), slices.Compare(a.Root[:], b.Root[:]))
	})
	return list
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
	n.marks.mu.RLock()
	defer n.marks.mu.RUnlock()
	return newestFirst(n.marks.byRoot), nil
}
