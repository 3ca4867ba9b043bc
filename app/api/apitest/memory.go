package apitest

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"hinny/app/api"
	"hinny/share"
)

// Memory is a Backend that knows what it is told. Fill the exported fields
// before its first use; it is safe for concurrent use then.
type Memory struct {
	Now     api.Status
	Results []api.Result         // found by a search whose text is part of the name
	Linger  bool                 // whether a search waits for its timeout as a real one does
	Rounds  int                  // a search that lingers ends with this round at the latest; 0: only by time
	Held    map[string]api.Link  // links by path and by root
	Lists   []api.Collection     // whose lists are here
	Known   map[string]api.Peer  // peers by ID
	Shares  map[string][]string  // names of the files each peer shares, by its ID
	Broken  map[string]api.Error // failures by folder, peer ID or address
	Sending []api.Upload
	Reviews map[string]api.Review // by folder
	Entries []api.Entry           // of the log
	Counted api.Statistics

	mu         sync.Mutex
	folders    []api.Folder      // guarded by mu
	transfers  []api.Transfer    // guarded by mu
	limits     api.Limits        // guarded by mu
	schedule   api.Schedule      // guarded by mu
	marks      []api.Marked      // guarded by mu
	contacts   []api.Contact     // guarded by mu
	saved      []api.SavedSearch // guarded by mu
	paused     bool              // guarded by mu; the hashing
	categories []api.Category    // guarded by mu
	excluded   []string          // guarded by mu
}

var _ api.Backend = (*Memory)(nil)

// steps is in how many looks at it a download completes.
const steps = 4

// Root returns the root that stands for n in tests.
func Root(n byte) share.RootHash { return share.RootHash{0: n, 31: 1} }

func missing(what string, name any) error {
	return &api.Error{Code: api.CodeNotFound, Message: fmt.Sprintf("no %s %v", what, name)}
}

func (m *Memory) broken(name string) error {
	if e, ok := m.Broken[name]; ok {
		return &e
	}
	return nil
}

// Status implements api.Backend.
func (m *Memory) Status(context.Context) (api.Status, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	now := m.Now
	now.HashingPaused = now.HashingPaused || m.paused
	return now, nil
}

// Folders implements api.Backend.
func (m *Memory) Folders(context.Context) ([]api.Folder, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.folders), nil
}

// AddFolder implements api.Backend.
func (m *Memory) AddFolder(_ context.Context, path string) (api.Folder, error) {
	if err := m.broken(path); err != nil {
		return api.Folder{}, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	folder := api.Folder{Path: path, Name: filepath.Base(path), Files: 3, Bytes: 3_500_000}
	m.folders = append(m.folders, folder)
	return folder, nil
}

// RemoveFolder implements api.Backend.
func (m *Memory) RemoveFolder(_ context.Context, path string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	at := slices.IndexFunc(m.folders, func(f api.Folder) bool { return f.Path == path })
	if at < 0 {
		return missing("shared folder", path)
	}
	m.folders = slices.Delete(m.folders, at, at+1)
	return nil
}

// Files implements api.Backend.
func (m *Memory) Files(_ context.Context, q api.FileQuery) (api.FilePage, error) {
	var page api.FilePage
	for _, result := range m.Results {
		if result.Have && strings.Contains(result.Name, q.Filter) {
			page.Files = append(page.Files, api.SharedFile{Root: result.Root, Name: result.Name, Size: result.Size})
		}
	}
	page.Total = len(page.Files)
	return page, nil
}

// Search implements api.Backend.
func (m *Memory) Search(ctx context.Context, r api.SearchRequest, found func(api.Result) bool) error {
	if strings.HasPrefix(r.Text, "size:>>") {
		return &api.Error{Code: api.CodeUsage, Message: "size:>> is no size"}
	}
	for _, result := range m.Results {
		result.Mark = m.markOf(result.Root)
		if strings.Contains(result.Name, r.Text) && !found(result) {
			return nil
		}
	}
	if r.Progress != nil {
		r.Progress(api.SearchProgress{Reached: len(m.Results), Rounds: 1, Words: 1, Done: true})
	}
	if !m.Linger {
		return nil
	}
	return m.linger(ctx, r)
}

// linger listens as long as it is told; each wish for more is a round more.
func (m *Memory) linger(ctx context.Context, r api.SearchRequest) error {
	timer := time.NewTimer(r.Timeout)
	defer timer.Stop()
	for rounds := 2; ; rounds++ {
		select {
		case <-r.More:
			if r.Progress != nil {
				r.Progress(api.SearchProgress{Reached: rounds * len(m.Results), Rounds: rounds, Done: true})
			}
			if rounds == m.Rounds {
				return nil
			}
		case <-timer.C:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// Get implements api.Backend: a result's root completes, any other root is
// searched for ever.
func (m *Memory) Get(_ context.Context, r api.GetRequest) (api.Transfer, error) {
	root, err := share.ParseRootHash(r.Target)
	if err != nil {
		return api.Transfer{}, &api.Error{Code: api.CodeUsage, Message: err.Error()}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if t := m.find(root); t != nil {
		return *t, nil
	}
	t := api.Transfer{Root: root, Size: -1, State: api.StateSearching, Path: r.Out}
	for _, result := range m.Results {
		if result.Root == root {
			t.Name, t.Size, t.State, t.Providers = result.Name, result.Size, api.StateActive, len(result.Providers)
			t.Map = make([]byte, steps)
		}
	}
	if r.Paused {
		t.State = api.StatePaused
	}
	m.transfers = append(m.transfers, t)
	return t, nil
}

// find returns the download of root or nil; the caller holds mu.
func (m *Memory) find(root share.RootHash) *api.Transfer {
	at := slices.IndexFunc(m.transfers, func(t api.Transfer) bool { return t.Root == root })
	if at < 0 {
		return nil
	}
	return &m.transfers[at]
}

// Transfers implements api.Backend.
func (m *Memory) Transfers(context.Context) ([]api.Transfer, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.transfers), nil
}

// Transfer implements api.Backend. Each look moves an active download on by a
// quarter.
func (m *Memory) Transfer(_ context.Context, root share.RootHash) (api.Transfer, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	t := m.find(root)
	if t == nil {
		return api.Transfer{}, missing("download of", root)
	}
	if t.State == api.StateActive {
		t.Done = min(t.Size, t.Done+(t.Size+steps-1)/steps)
		t.Map = slices.Clone(t.Map)
		t.Map[slices.Index(t.Map, 0)] = api.MapHave
		t.Rate, t.Seconds = 1_000_000, t.Seconds+0.5
		if t.Done == t.Size {
			t.State, t.Rate, t.Path = api.StateComplete, 0, filepath.Join(t.Path, t.Name)
			t.Sources = map[string]int64{"12D3KooWProvider": t.Size}
		}
	}
	return *t, nil
}

func (m *Memory) set(root share.RootHash, state api.State) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	t := m.find(root)
	if t == nil {
		return missing("download of", root)
	}
	t.State = state
	return nil
}

// Pause implements api.Backend.
func (m *Memory) Pause(_ context.Context, root share.RootHash) error {
	return m.set(root, api.StatePaused)
}

// Resume implements api.Backend.
func (m *Memory) Resume(_ context.Context, root share.RootHash) error {
	return m.set(root, api.StateActive)
}

// Cancel implements api.Backend.
func (m *Memory) Cancel(_ context.Context, root share.RootHash) error {
	return m.set(root, api.StateCancelled)
}

// Uploads implements api.Backend.
func (m *Memory) Uploads(context.Context) ([]api.Upload, error) { return m.Sending, nil }

// Peers implements api.Backend.
func (m *Memory) Peers(context.Context) ([]api.Peer, error) {
	var peers []api.Peer
	for _, peer := range m.Known {
		peers = append(peers, peer)
	}
	slices.SortFunc(peers, func(a, b api.Peer) int { return strings.Compare(a.Peer, b.Peer) })
	return peers, nil
}

// FindPeer implements api.Backend.
func (m *Memory) FindPeer(_ context.Context, id string) (api.Peer, error) {
	if err := m.broken(id); err != nil {
		return api.Peer{}, err
	}
	if peer, ok := m.Known[id]; ok {
		return peer, nil
	}
	return api.Peer{}, missing("peer", id)
}

// Browse implements api.Backend.
func (m *Memory) Browse(ctx context.Context, id string, found func(api.SharedFile) bool) error {
	if _, err := m.FindPeer(ctx, id); err != nil {
		return err
	}
	for i, name := range m.Shares[id] {
		if ctx.Err() != nil || !found(api.SharedFile{Root: Root(byte(i)), Name: name, Rel: "Shared/" + name, Size: int64(i) * 1000, Kind: share.KindOf(name)}) {
			return ctx.Err()
		}
	}
	return m.broken("browse " + id)
}

// Connect implements api.Backend.
func (m *Memory) Connect(ctx context.Context, addr string) (api.Peer, error) {
	return m.FindPeer(ctx, addr[strings.LastIndexByte(addr, '/')+1:])
}

// Link implements api.Backend.
func (m *Memory) Link(_ context.Context, fileOrRoot string) (api.Link, error) {
	if link, ok := m.Held[fileOrRoot]; ok {
		return link, nil
	}
	return api.Link{}, missing("shared file", fileOrRoot)
}
