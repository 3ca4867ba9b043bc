package peers

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"
	ma "github.com/multiformats/go-multiaddr"

	"hinny/share/statefile"
)

// errDamaged marks a file that is no peer book.
var errDamaged = errors.New("not a peer book")

// file is the book on disk.
type file struct {
	Version int          `json:"version"`
	Port    int          `json:"port"`
	Peers   []fileOfPeer `json:"peers"`
}

type fileOfPeer struct {
	ID    string    `json:"id"`
	Addrs []string  `json:"addrs"`
	Given bool      `json:"given,omitempty"`
	Met   time.Time `json:"met"`
}

func encode(port int, entries []Entry) ([]byte, error) {
	f := file{Version: formatVersion, Port: port, Peers: make([]fileOfPeer, len(entries))}
	for i, e := range entries {
		f.Peers[i] = fileOfPeer{ID: e.ID.String(), Addrs: make([]string, len(e.Addrs)), Given: e.Given, Met: e.Met}
		for j, addr := range e.Addrs {
			f.Peers[i].Addrs[j] = addr.String()
		}
	}
	return json.MarshalIndent(f, "", "\t")
}

// decode reads a book. A file of another shape is errDamaged; a single peer or
// address that makes no sense is left out.
func decode(data []byte) (port int, entries map[peer.ID]Entry, err error) {
	var f file
	if err := json.Unmarshal(data, &f); err != nil {
		return 0, nil, fmt.Errorf("%w: %w", errDamaged, err)
	}
	if f.Version != formatVersion {
		return 0, nil, fmt.Errorf("%w of version %d: it has version %d", errDamaged, formatVersion, f.Version)
	}
	if f.Port > 0 && f.Port < 1<<16 {
		port = f.Port
	}
	entries = map[peer.ID]Entry{}
	for _, p := range f.Peers {
		id, err := peer.Decode(p.ID)
		if err != nil || len(entries) == MaxPeers {
			continue
		}
		entries[id] = Entry{ID: id, Addrs: parseAddrs(p.Addrs), Given: p.Given, Met: p.Met}
	}
	return port, entries, nil
}

func parseAddrs(texts []string) []ma.Multiaddr {
	var addrs []ma.Multiaddr
	for _, text := range texts {
		if addr, err := ma.NewMultiaddr(text); err == nil && len(addr) > 0 {
			addrs = append(addrs, addr)
		}
	}
	return mergeAddrs(addrs, nil)
}

// readFile reads a file of at most maxFileBytes.
func readFile(path string) ([]byte, error) {
	data, err := statefile.Read(path, maxFileBytes)
	if errors.Is(err, statefile.ErrTooLarge) {
		err = fmt.Errorf("%w: %w", errDamaged, err)
	}
	return data, err
}
