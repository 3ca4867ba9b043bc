package credit

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"hinny/share/statefile"
)

// formatVersion changes when an old program would misread the file.
const formatVersion = 1

// maxFileBytes bounds what is read: maxPeers entries have less than 2 MiB.
const maxFileBytes = 4 << 20

// errDamaged marks a file that is no book of credits.
var errDamaged = errors.New("not a book of credits")

// file is the book on disk.
type file struct {
	Version int          `json:"version"`
	Peers   []fileOfPeer `json:"peers"`
}

type fileOfPeer struct {
	ID    string    `json:"id"`
	Given int64     `json:"given"`
	Taken int64     `json:"taken"`
	Seen  time.Time `json:"seen"`
}

// encode leaves out who has not been seen for too long.
func encode(entries map[peer.ID]entry, now time.Time) ([]byte, error) {
	f := file{Version: formatVersion, Peers: make([]fileOfPeer, 0, len(entries))}
	for p, e := range entries {
		if now.Sub(e.seen) < forgetAfter {
			f.Peers = append(f.Peers, fileOfPeer{ID: p.String(), Given: e.Given, Taken: e.Taken, Seen: e.seen.UTC()})
		}
	}
	return json.Marshal(f)
}

// decode reads a book. A file of another shape is errDamaged; a single entry
// that makes no sense is left out.
func decode(data []byte) (map[peer.ID]entry, error) {
	var f file
	if err := json.Unmarshal(data, &f); err != nil {
		return nil, fmt.Errorf("%w: %w", errDamaged, err)
	}
	if f.Version != formatVersion {
		return nil, fmt.Errorf("%w of version %d: it has version %d", errDamaged, formatVersion, f.Version)
	}
	entries := map[peer.ID]entry{}
	for _, p := range f.Peers {
		id, err := peer.Decode(p.ID)
		if err != nil || p.Given < 0 || p.Taken < 0 || len(entries) == maxPeers {
			continue
		}
		entries[id] = entry{Account: Account{Given: p.Given, Taken: p.Taken}, seen: p.Seen}
	}
	return entries, nil
}

// read reads a book of at most maxFileBytes.
func read(path string) (map[peer.ID]entry, error) {
	data, err := statefile.Read(path, maxFileBytes)
	if errors.Is(err, statefile.ErrTooLarge) {
		return nil, fmt.Errorf("%w: %w", errDamaged, err)
	}
	if err != nil {
		return nil, err
	}
	return decode(data)
}
