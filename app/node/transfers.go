package node

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"hinny/app/api"
	"hinny/app/words"
	"hinny/network"
	"hinny/network/transfer"
	"hinny/share"
	"hinny/share/catalog"
	"hinny/share/library"
	"hinny/share/link"
	"hinny/share/merkle"
)

// Get implements api.Backend. What the request leaves open comes from the
// link, and then from what searches found.
//
// A file that is shared already is not fetched again: the answer is a complete
// download whose path is where it lies, whatever folder was asked for.
func (n *Node) Get(ctx context.Context, r api.GetRequest) (api.Transfer, error) {
	if l, err := parseTarget(r.Target); err == nil && l.Collection {
		return n.getCollection(ctx, r)
	}
	order, err := n.orderOf(r)
	if err != nil {
		return api.Transfer{}, err
	}
	if done, ok := n.alreadyHere(order.Root); ok {
		return done, nil
	}
	if err := os.MkdirAll(order.Out, 0o755); err != nil {
		return api.Transfer{}, told(api.CodeRefused, fmt.Errorf("make the folder for the download: %w; choose another", err))
	}
	if err := n.network.Get(ctx, order); err != nil {
		return api.Transfer{}, explained(err)
	}
	n.log.Info("a download is ordered", "root", order.Root.Short(), "name", lastElement(order.Name))
	return n.Transfer(ctx, order.Root)
}

// orderOf completes a request.
func (n *Node) orderOf(r api.GetRequest) (network.Order, error) {
	l, err := parseTarget(r.Target)
	if err != nil {
		return network.Order{}, told(api.CodeUsage, err)
	}
	order := network.Order{Root: l.Root, Size: l.Size, Name: l.Name, Out: r.Out, Paused: r.Paused, Priority: urgencies()[r.Priority], Sequential: r.Sequential}
	if r.Category != "" {
		c, err := n.categories.named(r.Category)
		if err != nil {
			return network.Order{}, err
		}
		order.Category = c.Name
		if order.Out == "" {
			order.Out = c.Folder
		}
	}
	if r.Name != "" {
		order.Name = r.Name
	}
	if r.Size >= 0 && order.Size < 0 {
		order.Size = r.Size
	}
	for _, p := range r.Providers {
		order.Providers = append(order.Providers, n.contacts.called(p))
	}
	order.Providers = append(order.Providers, l.Peers...)
	if f, ok := n.hits.get(l.Root); ok {
		order.Providers = append(order.Providers, f.providers...)
		if order.Name == "" {
			order.Name = f.name
		}
		if order.Size < 0 {
			order.Size = f.size
		}
	}
	if order.Out == "" {
		order.Out = n.downloads.get()
	}
	if !filepath.IsAbs(order.Out) {
		return network.Order{}, &api.Error{Code: api.CodeUsage, Message: fmt.Sprintf("the folder %q is no full path; give one that begins at the root", order.Out)}
	}
	return order, nil
}

// parseTarget reads a root hash or a link.
func parseTarget(target string) (link.Link, error) {
	if strings.Contains(target, ":") {
		return link.Parse(target)
	}
	root, err := share.ParseRootHash(strings.TrimSpace(target))
	if err == nil && root.IsZero() {
		err = fmt.Errorf("%w: all zeros name no file", share.ErrBadRoot)
	}
	return link.Link{Root: root, Size: -1}, err
}

// alreadyHere looks for the content among the shared files.
func (n *Node) alreadyHere(root share.RootHash) (api.Transfer, bool) {
	r, err := n.library.Open(root)
	if err != nil {
		return api.Transfer{}, false
	}
	defer r.Close()
	f := r.File()
	if r.Check() != nil {
		return api.Transfer{}, false
	}
	return api.Transfer{
		Root: root, Name: f.Name(), Size: f.Size, Done: f.Size, State: api.StateComplete, Path: f.Path, Sources: map[string]int64{},
	}, true
}

// Transfers implements api.Backend.
func (n *Node) Transfers(context.Context) ([]api.Transfer, error) {
	running := n.network.Transfers().Downloads()
	return n.withFinished(running), nil
}

// Transfer implements api.Backend.
func (n *Node) Transfer(_ context.Context, root share.RootHash) (api.Transfer, error) {
	if d, ok := n.network.Transfers().Download(root); ok {
		return transferOf(d), nil
	}
	if t, ok := n.ended(root); ok {
		return t, nil
	}
	return api.Transfer{}, noDownload(root)
}

func transferOf(d transfer.Download) api.Transfer {
	t := api.Transfer{
		Root: d.Root, Name: words.Name(lastElement(d.Name)), Size: d.Size, Done: d.Done, Rate: d.Rate, State: api.State(d.State), Priority: priorityOf(d.Priority), Sequential: d.Sequential, Category: d.Category,
		Error: d.Error, Path: d.Path, Sources: d.Sources, Map: d.Map, Started: d.Started, Seconds: d.Seconds, Wasted: d.Wasted,
	}
	if d.Path != "" {
		t.Name = words.Name(filepath.Base(d.Path))
	}
	if t.Sources == nil {
		t.Sources = map[string]int64{}
	}
	for _, p := range d.Providers {
		t.Details = append(t.Details, api.Provider(p))
		switch p.State {
		case "active", "idle", "queued", "slow":
			t.Providers++
		}
	}
	return t
}

var _ api.Holder = (*Node)(nil)

// Holdings implements api.Holder.
func (n *Node) Holdings(_ context.Context, root share.RootHash) ([]api.Holding, error) {
	held, err := n.network.Transfers().Holdings(root)
	if _, ended := n.ended(root); err != nil && !ended {
		return nil, noDownload(root)
	}
	list := make([]api.Holding, len(held))
	for i, h := range held {
		list[i] = api.Holding(h)
	}
	return list, nil
}

func noDownload(root share.RootHash) error {
	return &api.Error{Code: api.CodeNotFound, Message: fmt.Sprintf("no download of %s; see: hinnyd transfers", root)}
}

// steer gives an order about one download.
func (n *Node) steer(root share.RootHash, order func(share.RootHash) error) error {
	if _, ok := n.endedBefore(root); ok {
		return nil // nothing of it is to be paused, or to come sooner
	}
	err := order(root)
	switch {
	case errors.Is(err, share.ErrNotFound):
		return noDownload(root)
	case err != nil:
		return explained(err)
	}
	return nil
}

// Pause implements api.Backend.
func (n *Node) Pause(_ context.Context, root share.RootHash) error {
	return n.steer(root, n.network.Transfers().Pause)
}

// Resume implements api.Backend.
func (n *Node) Resume(_ context.Context, root share.RootHash) error {
	return n.steer(root, n.network.Transfers().Resume)
}

// Cancel implements api.Backend.
func (n *Node) Cancel(_ context.Context, root share.RootHash) error {
	if _, ok := n.endedBefore(root); ok && n.finished.Remove(root) {
		return nil
	}
	name, complete := "", false
	if d, ok := n.network.Transfers().Download(root); ok {
		name, complete = lastElement(d.Name), api.State(d.State) == api.StateComplete
	}
	err := n.steer(root, n.network.Transfers().Cancel)
	if err == nil {
		n.finished.Remove(root)
	}
	if err == nil && !complete { // a complete one is only taken off the list
		n.log.Info("a download is cancelled", "root", root.Short(), "name", name)
	}
	return err
}

// Uploads implements api.Backend.
func (n *Node) Uploads(context.Context) ([]api.Upload, error) {
	list := []api.Upload{}
	for _, u := range n.network.Transfers().Uploads() {
		u.Name = words.Name(lastElement(u.Name))
		list = append(list, api.Upload(u))
	}
	return list, nil
}

// completed makes a finished download part of the library, where it lies in a
// shared folder.
func (n *Node) completed(_ context.Context, root share.RootHash, path string, m *merkle.Manifest) {
	if n.collections.holds(path) {
		n.collections.poke()
		return
	}
	n.stats.Finished()
	n.remember(root, path)
	switch err := n.library.Adopt(path, m); {
	case errors.Is(err, library.ErrNotShared):
		n.log.Info("a download is complete and not shared, because its folder is not", "root", root.Short(), "path", path)
	case err != nil:
		// The watcher sees the file as well; it is only hashed once more.
		n.log.Warn("a download is complete but not shared yet", "root", root.Short(), "path", path, "error", err)
	default:
		n.log.Debug("a download is complete and shared", "root", root.Short(), "path", path)
	}
}

// sources offers the library's files and the lists of collections to the
// transfers.
type sources struct {
	*library.Library
	lists  *collections
	counts *counts
}

// Open implements transfer.Library.
func (s sources) Open(root share.RootHash) (transfer.Source, error) {
	r, err := s.Library.Open(root)
	if errors.Is(err, share.ErrNotFound) {
		return s.lists.Open(root)
	}
	if err != nil {
		return nil, err
	}
	s.counts.add(root, catalog.Count{Asked: 1})
	return counted{r, root, s.counts}, nil
}
