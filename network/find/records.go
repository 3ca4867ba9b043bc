package find

import (
	"container/list"
	"context"
	"sync"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/core/peerstore"
)

// Limits of the provider records that others make this peer hold.
const (
	// maxRecordsPerKey keeps an answer well under the DHT's limit of 4 MiB a
	// message; 256 providers are more than one download talks to.
	maxRecordsPerKey = 256
	// maxRecords is about 40 MB of memory.
	maxRecords = 200_000
	// maxRecordsPerPeer is what one peer advertises at most (maxRoots): in a
	// small network every peer holds all records of every other.
	maxRecordsPerPeer = maxRoots
	// recordLife is how long a record lasts, as in the public IPFS DHT.
	recordLife = 48 * time.Hour
	// recordAddrLife is how long the addresses sent with it last.
	recordAddrLife = 24 * time.Hour
)

// record says that a peer provides a key since some moment.
type record struct {
	key  string
	peer peer.ID
	at   time.Time
}

// table holds records within the limits, and gives way to new ones by
// dropping the oldest. It has no clock and no lock.
type table struct {
	oldest  *list.List // of record, in the order they were put
	byKey   map[string]map[peer.ID]*list.Element
	perPeer map[peer.ID]int
}

func newTable() *table {
	return &table{oldest: list.New(), byKey: map[string]map[peer.ID]*list.Element{}, perPeer: map[peer.ID]int{}}
}

// put adds or renews a record. A peer at its own limit is refused: it must not
// push out the records of others.
func (t *table) put(key string, id peer.ID, now time.Time) {
	t.expire(now)
	if element, ok := t.byKey[key][id]; ok {
		t.remove(element)
	}
	if t.perPeer[id] >= maxRecordsPerPeer {
		return
	}
	if holders := t.byKey[key]; len(holders) >= maxRecordsPerKey {
		t.remove(oldestOf(holders))
	}
	if t.oldest.Len() >= maxRecords {
		t.remove(t.oldest.Front())
	}
	if t.byKey[key] == nil {
		t.byKey[key] = map[peer.ID]*list.Element{}
	}
	t.byKey[key][id] = t.oldest.PushBack(record{key, id, now})
	t.perPeer[id]++
}

// get returns the providers of a key, in no order.
func (t *table) get(key string, now time.Time) []peer.ID {
	t.expire(now)
	ids := make([]peer.ID, 0, len(t.byKey[key]))
	for id := range t.byKey[key] {
		ids = append(ids, id)
	}
	return ids
}

func (t *table) expire(now time.Time) {
	for e := t.oldest.Front(); e != nil && now.Sub(e.Value.(record).at) >= recordLife; e = t.oldest.Front() {
		t.remove(e)
	}
}

func (t *table) remove(e *list.Element) {
	r := t.oldest.Remove(e).(record)
	if delete(t.byKey[r.key], r.peer); len(t.byKey[r.key]) == 0 {
		delete(t.byKey, r.key)
	}
	if t.perPeer[r.peer]--; t.perPeer[r.peer] == 0 {
		delete(t.perPeer, r.peer)
	}
}

func oldestOf(holders map[peer.ID]*list.Element) *list.Element {
	var oldest *list.Element
	for _, e := range holders {
		if oldest == nil || e.Value.(record).at.Before(oldest.Value.(record).at) {
			oldest = e
		}
	}
	return oldest
}

// store is the table as the DHT wants it. It is safe for concurrent use.
type store struct {
	self  peer.ID
	addrs peerstore.Peerstore

	mu      sync.Mutex
	records *table // guarded by mu
}

func newStore(self peer.ID, addrs peerstore.Peerstore) *store {
	return &store{self: self, addrs: addrs, records: newTable()}
}

// AddProvider notes that a peer provides a key.
func (s *store) AddProvider(_ context.Context, key []byte, provider peer.AddrInfo) error {
	if provider.ID != s.self { // the peerstore bounds addresses for each peer
		s.addrs.AddAddrs(provider.ID, provider.Addrs, recordAddrLife)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.records.put(string(key), provider.ID, time.Now())
	return nil
}

// GetProviders returns the providers of a key with the addresses known here.
func (s *store) GetProviders(_ context.Context, key []byte) ([]peer.AddrInfo, error) {
	s.mu.Lock()
	ids := s.records.get(string(key), time.Now())
	s.mu.Unlock()
	infos := make([]peer.AddrInfo, 0, len(ids))
	for _, id := range ids {
		infos = append(infos, s.addrs.PeerInfo(id))
	}
	return infos, nil
}

// Close does nothing: the records live in memory.
func (s *store) Close() error { return nil }
