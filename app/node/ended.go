package node

import (
	"errors"
	"fmt"

	"hinny/app/api"
	"hinny/app/node/finished"
	"hinny/app/words"
	"hinny/network/transfer"
	"hinny/share"
	"hinny/share/part"
	"hinny/share/statefile"
)

// finishedName is where the downloads that are complete are kept.
const finishedName = "finished.json"

// loadFinished reads which downloads ended in earlier runs. A file that cannot
// be understood is set aside.
func (n *Node) loadFinished() (err error) {
	path := n.inHome(finishedName)
	if n.finished, err = finished.Open(path); err == nil {
		return nil
	}
	aside, moved := statefile.SetAside(path)
	if moved != nil {
		return errors.Join(err, moved)
	}
	n.tell(fmt.Sprintf("The list of finished downloads cannot be read and begins anew; the old one is %s. The files are where they were.", aside))
	return nil
}

// remember notes a download that is complete now.
func (n *Node) remember(root share.RootHash, path string) {
	d, ok := n.network.Transfers().Download(root)
	if !ok {
		return // cancelled in this moment
	}
	d.Path = path
	n.finished.Add(transferOf(d))
}

// withFinished puts the downloads that ended in earlier runs before those of this
// one, which come in the order of the queue: so a list shows what the next one is,
// and that it changes when one is moved.
func (n *Node) withFinished(running []transfer.Download) []api.Transfer {
	here := make(map[share.RootHash]bool, len(running))
	for _, d := range running {
		here[d.Root] = true
	}
	list := []api.Transfer{}
	for _, t := range n.finished.All() {
		if !here[t.Root] {
			t.Name = words.Name(t.Name)
			list = append(list, t)
		}
	}
	place := 0
	for _, d := range running {
		t := transferOf(d)
		if d.Turn != 0 {
			place++
			t.Queue = place
		}
		list = append(list, t)
	}
	return list
}

// ended returns a download that is complete, of this run or an earlier one.
func (n *Node) ended(root share.RootHash) (api.Transfer, bool) {
	t, ok := n.finished.Get(root)
	t.Name = words.Name(t.Name)
	return t, ok
}

// endedBefore returns one that ended in an earlier run, which the transfers know
// nothing of.
func (n *Node) endedBefore(root share.RootHash) (api.Transfer, bool) {
	if _, running := n.network.Transfers().Download(root); running {
		return api.Transfer{}, false
	}
	return n.ended(root)
}

// renameFinished renames the file of a download of an earlier run where it lies,
// never over another.
func (n *Node) renameFinished(t api.Transfer, name string) error {
	path, err := part.Rename(t.Path, name)
	if err != nil {
		return explained(err)
	}
	n.finished.Move(t.Root, path)
	return nil
}
