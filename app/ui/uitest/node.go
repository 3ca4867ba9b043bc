package uitest

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"hinny/app/api"
	"hinny/share"
)

// Node is an api.Backend without a network. Searches answer what they are
// told, downloads stand still until a test moves them. It is safe for
// concurrent use.
type Node struct {
	mu        sync.Mutex
	Now       api.Status                   // guarded by mu once in use, like all below
	Shared    []api.Folder                 //
	Library   []api.SharedFile             //
	Answers   []api.Result                 //
	Pace      time.Duration                // between two answers
	Reach     int                          // peers that a search asks at a time; 0: it does not say
	Further   []api.Result                 // found by whoever asks for more
	Filed     []api.Category               //
	Downloads []api.Transfer               //
	Sending   []api.Upload                 //
	Known     []api.Peer                   //
	Saved     []api.SavedSearch            //
	Entries   []api.Entry                  // of the log
	Counted   api.Statistics               //
	Limits    api.Limits                   //
	Week      api.Scheduled                //
	Excluded  []api.Exclusion              //
	Counting  bool                         // what they hide
	Local     map[string][]api.LocalFolder // the folders in each
	Ordered   []api.GetRequest             // what Get was asked for
	Fail      error                        // what every command fails with
}

var _ api.Backend = (*Node)(nil)

// With changes the node under its lock.
func (n *Node) With(change func(n *Node)) {
	n.mu.Lock()
	defer n.mu.Unlock()
	change(n)
}

// Root returns the root hash that tests give to file i.
func Root(i int) share.RootHash {
	return share.RootHash{byte(i >> 8), byte(i), 0x9e, 0x37, 0x79, 0xb9}
}

func seen[T any](n *Node, get func() T) (T, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.Fail != nil {
		var none T
		return none, n.Fail
	}
	return get(), nil
}

// Status implements api.Backend.
func (n *Node) Status(context.Context) (api.Status, error) {
	return seen(n, func() api.Status { return n.Now })
}

// Folders implements api.Backend.
func (n *Node) Folders(context.Context) ([]api.Folder, error) {
	return seen(n, func() []api.Folder { return slices.Clone(n.Shared) })
}

// AddFolder implements api.Backend.
func (n *Node) AddFolder(_ context.Context, path string) (api.Folder, error) {
	return seen(n, func() api.Folder {
		if above := n.leaveOut(path, false); above.Path != "" {
			return above
		}
		f := api.Folder{Path: path, Name: path[strings.LastIndexByte(path, '/')+1:]}
		n.Shared = append(n.Shared, f)
		return f
	})
}

// RemoveFolder implements api.Backend.
func (n *Node) RemoveFolder(_ context.Context, path string) error {
	_, err := seen(n, func() bool {
		n.leaveOut(path, true)
		n.Shared = slices.DeleteFunc(n.Shared, func(f api.Folder) bool { return f.Path == path })
		return true
	})
	return err
}

// Files implements api.Backend.
func (n *Node) Files(_ context.Context, q api.FileQuery) (api.FilePage, error) {
	return seen(n, func() api.FilePage {
		var all []api.SharedFile
		for _, f := range n.Library {
			if strings.HasPrefix(f.Path, q.Folder) && strings.Contains(strings.ToLower(f.Name), strings.ToLower(q.Filter)) {
				all = append(all, f)
			}
		}
		from := min(q.Offset, len(all))
		return api.FilePage{Files: all[from:min(from+q.Limit, len(all))], Total: len(all)}
	})
}

// Search implements api.Backend: each of Answers after Pace, then silence
// until the timeout.
func (n *Node) Search(ctx context.Context, r api.SearchRequest, found func(api.Result) bool) error {
	ctx, cancel := context.WithTimeout(ctx, r.Timeout)
	defer cancel()
	n.mu.Lock()
	answers, pace, fail := slices.Clone(n.Answers), n.Pace, n.Fail
	n.mu.Unlock()
	if fail != nil {
		return fail
	}
	for _, a := range answers {
		if pace > 0 {
			select {
			case <-ctx.Done():
				return nil
			case <-time.After(pace):
			}
		}
		if !found(a) {
			return nil
		}
	}
	n.listen(ctx, r, found)
	return nil
}

// listen says how far the search went and goes on with each wish, until ctx
// ends.
func (n *Node) listen(ctx context.Context, r api.SearchRequest, found func(api.Result) bool) {
	n.mu.Lock()
	reach, further := n.Reach, slices.Clone(n.Further)
	n.mu.Unlock()
	for rounds := 1; ; rounds++ {
		if reach > 0 && r.Progress != nil {
			r.Progress(api.SearchProgress{Reached: rounds * reach, Rounds: rounds, Words: 1, Done: true})
		}
		select {
		case <-ctx.Done():
			return
		case <-r.More:
		}
		for _, a := range further {
			found(a)
		}
	}
}

// Get implements api.Backend. What is complete is not ordered again.
func (n *Node) Get(_ context.Context, r api.GetRequest) (api.Transfer, error) {
	return seen(n, func() api.Transfer {
		for _, t := range n.Downloads {
			if t.Root.String() == r.Target && t.State == api.StateComplete {
				return t
			}
		}
		n.Ordered = append(n.Ordered, r)
		t := api.Transfer{Name: r.Name, Size: r.Size, State: api.StateSearching}
		if root, err := share.ParseRootHash(r.Target); err == nil {
			t.Root = root
		}
		n.Downloads = append(n.Downloads, t)
		return t
	})
}

// Transfers implements api.Backend.
func (n *Node) Transfers(context.Context) ([]api.Transfer, error) {
	return seen(n, func() []api.Transfer { return slices.Clone(n.Downloads) })
}

// Transfer implements api.Backend.
func (n *Node) Transfer(_ context.Context, root share.RootHash) (api.Transfer, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, t := range n.Downloads {
		if t.Root == root {
			return t, n.Fail
		}
	}
	return api.Transfer{}, &api.Error{Code: api.CodeNotFound, Message: "no such download"}
}

// Pause implements api.Backend.
func (n *Node) Pause(_ context.Context, root share.RootHash) error {
	return n.become(root, api.StatePaused)
}

// Resume implements api.Backend.
func (n *Node) Resume(_ context.Context, root share.RootHash) error {
	return n.become(root, api.StateActive)
}

func (n *Node) become(root share.RootHash, state api.State) error {
	_, err := seen(n, func() bool {
		for i := range n.Downloads {
			if n.Downloads[i].Root == root {
				n.Downloads[i].State = state
			}
		}
		return true
	})
	return err
}

// Cancel implements api.Backend.
func (n *Node) Cancel(_ context.Context, root share.RootHash) error {
	_, err := seen(n, func() bool {
		n.Downloads = slices.DeleteFunc(n.Downloads, func(t api.Transfer) bool { return t.Root == root })
		return true
	})
	return err
}

// Uploads implements api.Backend.
func (n *Node) Uploads(context.Context) ([]api.Upload, error) {
	return seen(n, func() []api.Upload { return slices.Clone(n.Sending) })
}

// Peers implements api.Backend.
func (n *Node) Peers(context.Context) ([]api.Peer, error) {
	return seen(n, func() []api.Peer { return slices.Clone(n.Known) })
}

// FindPeer implements api.Backend.
func (n *Node) FindPeer(_ context.Context, id string) (api.Peer, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, p := range n.Known {
		if p.Peer == id {
			return p, n.Fail
		}
	}
	return api.Peer{}, &api.Error{Code: api.CodeNotFound, Message: "nobody knows the peer " + id}
}

// Browse implements api.Backend: every peer shares what the library holds.
func (n *Node) Browse(_ context.Context, _ string, found func(api.SharedFile) bool) error {
	files, err := seen(n, func() []api.SharedFile { return slices.Clone(n.Library) })
	for _, f := range files {
		if !found(f) {
			break
		}
	}
	return err
}

// Connect implements api.Backend.
func (n *Node) Connect(_ context.Context, addr string) (api.Peer, error) {
	return seen(n, func() api.Peer {
		p := api.Peer{Peer: addr[strings.LastIndexByte(addr, '/')+1:], Addrs: []string{addr}, Connected: true, How: "connected"}
		n.Known = append(n.Known, p)
		return p
	})
}

// Link implements api.Backend.
func (n *Node) Link(_ context.Context, fileOrRoot string) (api.Link, error) {
	return seen(n, func() api.Link { return api.Link{Link: "magnet:?xt=urn:blake3:" + fileOrRoot, Name: fileOrRoot} })
}
