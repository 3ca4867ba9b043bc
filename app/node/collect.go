package node

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"hinny/app/api"
	"hinny/app/words"
	"hinny/network"
	"hinny/share/collection"
	"hinny/share/link"
)

// Collect implements api.Backend.
func (n *Node) Collect(ctx context.Context, name string, paths []string) (api.Link, error) {
	var files []collection.File
	for _, path := range paths {
		more, err := n.collected(path, len(paths) == 1)
		if err != nil {
			return api.Link{}, err
		}
		if files = append(files, more...); len(files) > collection.MaxFiles {
			break // New says it better
		}
	}
	if name == "" && len(paths) == 1 {
		name = n.shownName(paths[0])
	}
	made, err := collection.New(name, files)
	if err != nil {
		return api.Link{}, told(api.CodeUsage, err)
	}
	root, size, err := n.collections.save(ctx, made)
	if err != nil {
		return api.Link{}, explained(err)
	}
	n.network.Advertise(root)
	addrs := n.network.Addrs()
	l := link.Link{Root: root, Size: size, Name: made.Name, Collection: true, Peers: addrs[:min(len(addrs), maxLinkPeers)]}
	return api.Link{Link: l.String(), Root: root, Name: made.Name, Size: made.Bytes(), Files: len(made.Files)}, nil
}

// shownName returns what others see a file or folder called: a shared folder may
// have another name, so that its own tells nothing.
func (n *Node) shownName(file string) string {
	resolved := file
	if real, err := filepath.EvalSymlinks(file); err == nil {
		resolved = real
	}
	for _, f := range n.library.Folders() {
		if f.Path == resolved {
			return f.Name
		}
	}
	return filepath.Base(file)
}

// collected returns the shared files at or below a path. Below the only one
// paths begin at it, else with its name.
func (n *Node) collected(file string, only bool) ([]collection.File, error) {
	if info, err := os.Stat(file); err != nil || !info.IsDir() {
		f, err := n.sharedFile(file)
		if err != nil {
			return nil, err
		}
		return []collection.File{{Path: f.Name(), Size: f.Size, Root: f.Root}}, nil
	}
	dir := file
	if resolved, err := filepath.EvalSymlinks(dir); err == nil {
		dir = resolved
	}
	prefix := n.shownName(file)
	if only {
		prefix = ""
	}
	var files []collection.File
	for _, below := range n.catalog.Under(dir, collection.MaxFiles+1) {
		e, ok := n.catalog.ByPath(below)
		if !ok {
			continue // forgotten meanwhile
		}
		rel, err := filepath.Rel(dir, below)
		if err != nil {
			return nil, explained(err)
		}
		files = append(files, collection.File{Path: path.Join(prefix, filepath.ToSlash(rel)), Size: e.File.Size, Root: e.File.Root})
	}
	if len(files) == 0 {
		return nil, &api.Error{Code: api.CodeNotFound, Message: fmt.Sprintf(
			"nothing in %s is shared; share it with: hinnyd share add DIR, or wait until it is hashed", file)}
	}
	return files, nil
}

// getCollection orders what a link to a collection means: its list first.
func (n *Node) getCollection(ctx context.Context, r api.GetRequest) (api.Transfer, error) {
	order, err := n.orderOf(r)
	if err != nil {
		return api.Transfer{}, err
	}
	w := wish{Root: order.Root, Out: order.Out, Only: r.Only, Providers: order.Providers, Paused: r.Paused, Priority: order.Priority, Sequential: order.Sequential, Category: order.Category}
	if err := n.collections.want(w); err != nil {
		return api.Transfer{}, explained(err)
	}
	if _, err := n.collections.load(order.Root); err == nil {
		if err := n.orderFiles(ctx, w); err != nil {
			return api.Transfer{}, explained(err)
		}
		return api.Transfer{Root: order.Root, Name: order.Name, State: api.StateComplete, Path: order.Out, Sources: map[string]int64{}}, nil
	}
	// What lies there may be damaged; a finished download never overwrites.
	if err := os.Remove(n.collections.path(order.Root)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return api.Transfer{}, explained(err)
	}
	list := order
	list.Name, list.Out, list.Paused = order.Root.String()+collection.Extension, n.collections.dir, false
	if err := n.network.Get(ctx, list); err != nil {
		return api.Transfer{}, explained(err)
	}
	return n.Transfer(ctx, order.Root)
}

// followCollections orders the files of each list that has come, now and as
// they come, so that an order outlives a restart at any moment.
func (n *Node) followCollections(ctx context.Context) error {
	select {
	case <-n.network.Ready():
	case <-ctx.Done():
		return nil
	}
	roots, err := n.collections.roots()
	if err != nil {
		return err
	}
	for _, root := range roots {
		n.network.Advertise(root)
	}
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-n.collections.arrived:
		}
		for _, w := range n.collections.all() {
			if w.Ordered {
				continue
			}
			if err := n.orderFiles(ctx, w); err != nil && !errors.Is(err, fs.ErrNotExist) && ctx.Err() == nil {
				n.log.Warn("a collection cannot be fetched", "root", w.Root.Short(), "error", err)
				n.tell(fmt.Sprintf("The collection %s cannot be fetched: %v", w.Root.Short(), err))
			}
		}
	}
}

// orderFiles orders the wanted files of a list that is here. The error wraps
// fs.ErrNotExist when it is not.
func (n *Node) orderFiles(ctx context.Context, w wish) error {
	list, err := n.collections.load(w.Root)
	if errors.Is(err, collection.ErrBad) {
		w.Ordered = true // it never becomes one
		return errors.Join(err, n.collections.want(w))
	}
	if err != nil {
		return err
	}
	providers, err := n.network.Providers(w.Providers)
	if err != nil {
		return err
	}
	top, made := filepath.Join(w.Out, list.Folder()), ""
	for i, target := range list.Targets() {
		f := list.Files[i]
		if !collection.Wanted(f.Path, w.Only) || n.have(f.Root) {
			continue
		}
		out := filepath.Join(top, filepath.FromSlash(path.Dir(target)))
		if out != made {
			if err := os.MkdirAll(out, 0o755); err != nil {
				return fmt.Errorf("make the folder for the download: %w", err)
			}
			made = out
		}
		err := n.network.GetFrom(ctx, network.Order{
			Root: f.Root, Size: f.Size, Name: path.Base(target), Out: out, Paused: w.Paused, Priority: w.Priority, Sequential: w.Sequential, Category: w.Category,
		}, providers)
		if err != nil {
			return err
		}
	}
	w.Ordered = true
	return n.collections.want(w)
}

// Collection implements api.Backend.
func (n *Node) Collection(_ context.Context, target string) (api.Collection, error) {
	l, err := parseTarget(target)
	if err != nil {
		return api.Collection{}, told(api.CodeUsage, err)
	}
	list, err := n.collections.load(l.Root)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return api.Collection{}, &api.Error{Code: api.CodeNotFound, Message: fmt.Sprintf("the list of the collection %s is not here; fetch it with: hinnyd get LINK", l.Root)}
	case err != nil:
		return api.Collection{}, explained(err)
	}
	w, ordered := n.collections.wish(l.Root)
	c := api.Collection{Root: l.Root, Name: words.Name(list.Name), Size: list.Bytes(), Ordered: ordered && w.Ordered}
	if ordered {
		c.Path = filepath.Join(w.Out, list.Folder())
	}
	for _, f := range list.Files {
		c.Files = append(c.Files, n.collectionFile(f, ordered && collection.Wanted(f.Path, w.Only)))
	}
	return c, nil
}

// collectionFile says how far a file of a collection is.
func (n *Node) collectionFile(f collection.File, wanted bool) api.CollectionFile {
	one := api.CollectionFile{Path: shownPath(f.Path), Size: f.Size, Root: f.Root, Wanted: wanted}
	if d, ok := n.network.Transfers().Download(f.Root); ok {
		one.Done, one.Rate, one.State, one.Error = d.Done, d.Rate, api.State(d.State), d.Error
	} else if n.have(f.Root) {
		one.Done, one.State = f.Size, api.StateComplete
	}
	return one
}

// shownPath makes a foreign path fit to be shown, element by element.
func shownPath(p string) string {
	elements := strings.Split(p, "/")
	for i, element := range elements {
		elements[i] = words.Name(element)
	}
	return strings.Join(elements, "/")
}
