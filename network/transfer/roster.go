package transfer

import (
	"slices"

	"hinny/share"
)

// maxComplete is how many complete downloads are remembered, the newest ones: as
// many as a person scrolls through. Of one that is forgotten the file stays, and
// is served like any other if it lies in a shared folder.
const maxComplete = 1000

// roster is the downloads in the order in which they came into this run: those of
// earlier ones as they stood in the queue, then the others as they were ordered. It
// has one owner, and takes next to no time for each change however many there are.
type roster struct {
	byRoot   map[share.RootHash]*download
	order    []*download // nil where one was taken off
	gaps     int         // how many are nil
	complete []*download // that ended, the oldest first; some may have been taken off
}

func newRoster() *roster { return &roster{byRoot: map[share.RootHash]*download{}} }

// of returns the download of a file, or nil.
func (r *roster) of(root share.RootHash) *download { return r.byRoot[root] }

// add appends a download, of a file that has none.
func (r *roster) add(d *download) {
	d.place = len(r.order)
	r.order = append(r.order, d)
	r.byRoot[d.root] = d
}

// drop takes a download off, if it is there.
func (r *roster) drop(d *download) {
	if r.byRoot[d.root] != d {
		return
	}
	delete(r.byRoot, d.root)
	r.order[d.place] = nil
	if r.gaps++; 2*r.gaps > len(r.order) {
		r.close()
	}
}

// close closes the gaps.
func (r *roster) close() {
	r.order = slices.Clone(slices.DeleteFunc(r.order, func(d *download) bool { return d == nil }))
	for i, d := range r.order {
		d.place = i
	}
	r.gaps = 0
}

// ended notes that a download is complete. Of more than maxComplete the oldest
// are taken off.
func (r *roster) ended(d *download) {
	r.complete = append(r.complete, d)
	for len(r.complete) > maxComplete {
		r.drop(r.complete[0])
		r.complete[0] = nil // the array behind the slice lives on for a while
		r.complete = r.complete[1:]
	}
}

// all returns the downloads in their order.
func (r *roster) all() []*download {
	list := make([]*download, 0, len(r.byRoot))
	for _, d := range r.order {
		if d != nil {
			list = append(list, d)
		}
	}
	return list
}
