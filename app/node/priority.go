package node

import (
	"context"

	"hinny/app/api"
	"hinny/network/transfer"
	"hinny/share"
	"hinny/share/collection"
)

var _ api.Prioritizer = (*Node)(nil)

// urgencies pairs the words of the programs with the numbers of the lineup.
func urgencies() map[api.Priority]transfer.Priority {
	return map[api.Priority]transfer.Priority{
		api.PriorityLow: transfer.Low, api.PriorityNormal: transfer.Normal,
		api.PriorityHigh: transfer.High, api.PriorityFirst: transfer.First,
	}
}

// priorityOf is the inverse of urgencies.
func priorityOf(p transfer.Priority) api.Priority {
	for word, number := range urgencies() {
		if number == p {
			return word
		}
	}
	return api.PriorityNormal
}

// SetPriority implements api.Prioritizer.
func (n *Node) SetPriority(_ context.Context, root share.RootHash, p api.Priority) error {
	urgency, ok := urgencies()[p]
	if !ok {
		return &api.Error{Code: api.CodeUsage, Message: "there is no such priority; there are low, normal, high and first"}
	}
	return n.adjust(root, func(w *wish) { w.Priority = urgency },
		func(root share.RootHash) error { return n.network.Transfers().SetPriority(root, urgency) })
}

var _ api.Sequencer = (*Node)(nil)

// SetSequential implements api.Sequencer.
func (n *Node) SetSequential(_ context.Context, root share.RootHash, sequential bool) error {
	return n.adjust(root, func(w *wish) { w.Sequential = sequential },
		func(root share.RootHash) error { return n.network.Transfers().SetSequential(root, sequential) })
}

// adjust changes a download, or what is wished of a collection and all downloads
// of its files.
func (n *Node) adjust(root share.RootHash, wished func(*wish), set func(share.RootHash) error) error {
	w, ordered := n.collections.wish(root)
	if !ordered {
		return n.steer(root, set)
	}
	wished(&w)
	if err := n.collections.want(w); err != nil {
		return explained(err)
	}
	files, err := n.filesOf(w)
	if err != nil {
		return n.steer(root, set) // only its list is being fetched yet
	}
	for _, file := range files {
		if err := n.steer(file, set); err != nil {
			return err
		}
	}
	return nil
}

// filesOf returns the files of a collection that are downloaded because it was
// ordered. The error is about its list, which is not here yet.
func (n *Node) filesOf(w wish) (roots []share.RootHash, err error) {
	list, err := n.collections.load(w.Root)
	for _, f := range list.Files {
		if _, known := n.network.Transfers().Download(f.Root); known && collection.Wanted(f.Path, w.Only) {
			roots = append(roots, f.Root)
		}
	}
	return roots, err
}
