package transfer

import (
	"maps"
	"slices"

	"hinny/share"
)

// maxHolding is how many chunks of a provider Holdings tells, evenly chosen: as
// many as a bar on a screen is wide, so that a file of a million chunks at fifty
// providers costs no more than a small one.
const maxHolding = 1024

// Holding is what one connected provider of a download holds.
type Holding struct {
	Peer string
	// Map is one byte a chunk, for at most maxHolding of them: MapHave where we
	// have it too, MapHolders where only the provider does, 0 where it does not.
	Map []byte
}

// Holdings returns what the connected providers of a download hold, by their
// IDs; share.ErrNotFound without such a download.
func (m *Manager) Holdings(root share.RootHash) ([]Holding, error) {
	d := m.download(root)
	if d == nil {
		return nil, share.ErrNotFound
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	var ours share.Bitfield
	if d.picker != nil {
		ours = d.picker.Have()
	}
	held := map[string][]byte{}
	for id, s := range d.sessions {
		if s.known && s.have.Len() > 0 {
			held[d.m.names.of(id)] = holding(s.have, ours)
		}
	}
	var list []Holding
	for _, peer := range slices.Sorted(maps.Keys(held)) {
		list = append(list, Holding{peer, held[peer]})
	}
	return list, nil
}

// holding makes the map of a provider that has theirs.
func holding(theirs, ours share.Bitfield) []byte {
	chunks := make([]byte, min(theirs.Len(), maxHolding))
	for i := range chunks {
		at := i * theirs.Len() / len(chunks)
		switch {
		case !theirs.Has(at):
		case at < ours.Len() && ours.Has(at):
			chunks[i] = MapHave
		default:
			chunks[i] = MapHolders
		}
	}
	return chunks
}
