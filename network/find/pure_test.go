package find

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"hinny/share"
)

// begin is some moment; table and schedule have no clock.
func begin() time.Time { return time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC) }

func id(n int) peer.ID { return peer.ID(fmt.Sprintf("peer %d", n)) }

func TestHotKeyKeepsTheNewestProviders(t *testing.T) {
	tab := newTable()
	for n := range maxRecordsPerKey + 10 {
		tab.put("hot", id(n), begin().Add(time.Duration(n)*time.Second))
	}
	got := tab.get("hot", begin().Add(time.Hour))
	if len(got) != maxRecordsPerKey || slices.Contains(got, id(9)) || !slices.Contains(got, id(10)) {
		t.Errorf("%d providers; the oldest is among them: %v", len(got), slices.Contains(got, id(9)))
	}
}

func TestGreedyPeerDoesNotPushOutOthers(t *testing.T) {
	tab := newTable()
	tab.put("mine", id(1), begin())
	for n := range 2 * maxRecordsPerPeer {
		tab.put(fmt.Sprint(n), id(2), begin())
	}
	if got := tab.oldest.Len(); got != maxRecordsPerPeer+1 {
		t.Errorf("%d records", got)
	}
	if len(tab.get("mine", begin())) != 1 {
		t.Error("a stranger's record is gone")
	}
}

func TestFullTableDropsTheOldest(t *testing.T) {
	tab := newTable()
	for n := range maxRecords + 5 {
		tab.put(fmt.Sprint(n), id(n%100), begin().Add(time.Duration(n)))
	}
	later := begin().Add(time.Hour)
	if tab.oldest.Len() != maxRecords || len(tab.get("4", later)) != 0 || len(tab.get("5", later)) != 1 {
		t.Errorf("%d records", tab.oldest.Len())
	}
}

func TestRecordsExpireUnlessRenewed(t *testing.T) {
	tab := newTable()
	tab.put("a", id(1), begin())
	tab.put("a", id(2), begin())
	tab.put("a", id(1), begin().Add(renewAfter))
	if got := tab.get("a", begin().Add(recordLife-1)); len(got) != 2 {
		t.Errorf("before its end: %v", got)
	}
	if got := tab.get("a", begin().Add(recordLife)); !slices.Equal(got, []peer.ID{id(1)}) {
		t.Errorf("after its end: %v", got)
	}
	if tab.get("a", begin().Add(3*recordLife)); len(tab.byKey)+len(tab.perPeer)+tab.oldest.Len() != 0 {
		t.Error("something is left of records that ended")
	}
}

// TestTableAgreesWithItself puts and reads at random and compares the three
// views of the table.
func TestTableAgreesWithItself(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	tab, now := newTable(), begin()
	for range 20_000 {
		now = now.Add(time.Duration(random.IntN(60)) * time.Second)
		tab.put(fmt.Sprint(random.IntN(50)), id(random.IntN(300)), now)
	}
	keys, byPeer := 0, 0
	for key, holders := range tab.byKey {
		if len(holders) == 0 || len(holders) > maxRecordsPerKey {
			t.Errorf("key %s has %d holders", key, len(holders))
		}
		keys += len(holders)
	}
	for _, n := range tab.perPeer {
		byPeer += n
	}
	if keys != tab.oldest.Len() || byPeer != keys {
		t.Errorf("%d in order, %d by key, %d by peer", tab.oldest.Len(), keys, byPeer)
	}
}

func root(n int) share.RootHash { return share.RootHash{1, byte(n >> 16), byte(n >> 8), byte(n)} }

func TestRootsAreRenewedBeforeTheirRecordsEnd(t *testing.T) {
	s := newSchedule()
	s.add(root(1), begin())
	j, _ := s.next(begin())
	if j == nil || j.root != root(1) {
		t.Fatal("a new root is not due at once")
	}
	if again, wait := s.next(begin()); again != nil || wait >= 0 {
		t.Fatal("a root is given to two workers")
	}
	s.done(j, true, true, begin())
	if _, wait := s.next(begin()); wait != renewSoon {
		t.Errorf("with few peers known it is renewed after %v", wait)
	}
	j, _ = s.next(begin().Add(renewSoon))
	s.done(j, true, false, begin())
	if _, wait := s.next(begin()); wait != renewAfter || renewAfter >= recordLife {
		t.Errorf("it is renewed after %v", wait)
	}
}

func TestFailedAdvertisementIsTriedEverLessOften(t *testing.T) {
	s, now, last := newSchedule(), begin(), time.Duration(0)
	s.add(root(1), now)
	for range 40 {
		j, _ := s.next(now)
		if j == nil {
			t.Fatal("not due when it said")
		}
		s.done(j, false, true, now)
		_, wait := s.next(now)
		if wait < last || wait > maxRetry || wait < firstRetry {
			t.Fatalf("a wait of %v after one of %v", wait, last)
		}
		now, last = now.Add(wait), wait
	}
	if last != maxRetry {
		t.Errorf("at last after %v", last)
	}
}

func TestDroppedRootIsNeverDue(t *testing.T) {
	s := newSchedule()
	for n := range 5 {
		s.add(root(n), begin())
	}
	taken, _ := s.next(begin())
	for n := range 5 {
		s.drop(root(n))
	}
	s.drop(root(7)) // never added
	s.done(taken, true, false, begin())
	if j, wait := s.next(begin().Add(time.Hour * 100)); j != nil || wait >= 0 || len(s.roots) != 0 {
		t.Errorf("%v is due, %d are left", j, len(s.roots))
	}
	s.add(root(1), begin())
	taken, _ = s.next(begin())
	s.drop(root(1))
	s.add(root(1), begin()) // changed his mind while a worker has it
	if s.done(taken, true, false, begin()); len(s.roots) != 1 {
		t.Error("a root added again is lost")
	}
}

func TestScheduleIsBounded(t *testing.T) {
	s := newSchedule()
	for n := range maxRoots {
		if !s.add(root(n), begin()) {
			t.Fatalf("no room after %d", n)
		}
	}
	if s.add(root(maxRoots), begin()) || len(s.roots) != maxRoots {
		t.Error("there is room over the limit")
	}
	if !s.add(root(3), begin()) {
		t.Error("a root that is in is refused")
	}
}

func TestNearbyPeersAreReportedOnceAndBounded(t *testing.T) {
	n := newNearby(Options{})
	if !n.note(peer.AddrInfo{ID: id(0)}, begin()) || n.note(peer.AddrInfo{ID: id(0)}, begin().Add(time.Second)) {
		t.Error("the first sighting is news, the second is not")
	}
	if !n.note(peer.AddrInfo{ID: id(0)}, begin().Add(nearbyQuiet)) {
		t.Error("after a while it is news again")
	}
	for i := range 2 * maxNearby {
		n.note(peer.AddrInfo{ID: id(i + 1)}, begin().Add(2*nearbyQuiet+time.Duration(i)))
	}
	if _, ok := n.get(id(2 * maxNearby)); !ok || len(n.peers) != maxNearby {
		t.Errorf("%d peers; the newest is among them: %v", len(n.peers), ok)
	}
}
