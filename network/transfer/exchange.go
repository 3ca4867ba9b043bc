package transfer

import (
	"slices"
	"time"

	"github.com/libp2p/go-libp2p/core/event"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/core/peerstore"
	"github.com/libp2p/go-libp2p/core/record"

	"hinny/share"
)

// exchange names to a new asker the other peers of its file, and names it to
// those that have heard of nobody for a while.
func (m *Manager) exchange(newcomer *served) {
	for _, s := range m.audience.of(newcomer.root) {
		m.introduce(s, time.Now())
	}
}

// introduceAll names newcomers to those who were not told at once because they
// had been told of others within exchangeEvery.
func (m *Manager) introduceAll(now time.Time) {
	for _, c := range m.everyClient() {
		for _, s := range c.all() {
			m.introduce(s, now)
		}
	}
}

// introduce sends s the peers of its file that it was not told of: at once
// while the swarm is young, then once in exchangeEvery.
func (m *Manager) introduce(s *served, now time.Time) {
	if !s.mayIntroduce(now) {
		return
	}
	strangers := s.strangers(m.swarm(s.root, s.c.peer))
	told, records := m.records(strangers)
	if len(records) == 0 {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.peersAt = now
	s.exchanges++
	for _, p := range told {
		s.introduced[p] = struct{}{}
	}
	s.c.out.send(peersFrame(s.id, records))
}

func (s *served) mayIntroduce(now time.Time) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.downloading && (s.exchanges < earlyExchanges || now.Sub(s.peersAt) >= exchangeEvery)
}

// strangers returns the peers that s was not told of.
func (s *served) strangers(peers []peer.ID) []peer.ID {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.introduced == nil || len(s.introduced) > maxIntroduced {
		s.introduced = map[peer.ID]struct{}{} // telling one twice does no harm
	}
	return slices.DeleteFunc(peers, func(p peer.ID) bool {
		_, known := s.introduced[p]
		return known
	})
}

// swarm returns the peers of a file that we know at first hand, but not one.
func (m *Manager) swarm(root share.RootHash, without peer.ID) []peer.ID {
	seen := map[peer.ID]bool{without: true}
	var list []peer.ID
	add := func(p peer.ID) {
		if !seen[p] && !m.blame.banned(p) {
			seen[p] = true
			list = append(list, p)
		}
	}
	for _, s := range m.audience.of(root) {
		if s.downloading {
			add(s.c.peer)
		}
	}
	if d := m.download(root); d != nil {
		d.mu.Lock()
		for p := range d.sessions {
			add(p)
		}
		d.mu.Unlock()
	}
	return list
}

// maxRecords bounds the signed records kept of peers we were connected to.
const maxRecords = 2048

// notice keeps the signed record of a peer that has identified itself: libp2p
// checks it and throws it away.
func (m *Manager) notice(e event.EvtPeerIdentificationCompleted) {
	if e.SignedPeerRecord == nil {
		return
	}
	data, err := e.SignedPeerRecord.Marshal()
	if err != nil || len(data) > maxRecord {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, known := m.signed[e.Peer]; !known && len(m.signed) >= maxRecords {
		for p := range m.signed { // any: it can be had again
			delete(m.signed, p)
			break
		}
	}
	m.signed[e.Peer] = data
}

// records returns signed peer records, as many as may be sent at once, and
// whose they are: a peer that has just connected has none yet.
func (m *Manager) records(peers []peer.ID) (whose []peer.ID, list [][]byte) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, p := range peers {
		if data := m.signed[p]; data != nil && len(list) < maxPeers {
			whose, list = append(whose, p), append(list, data)
		}
	}
	return whose, list
}

// introduced takes what a provider says about other peers of a file. Only
// records that their owners signed count, so that nobody can make us dial an
// address of his choice under another's name.
func (m *Manager) introduced(s *session, records [][]byte) {
	book, ok := peerstore.GetCertifiedAddrBook(m.host.Peerstore())
	if !ok {
		return
	}
	for _, data := range records {
		envelope, rec, err := record.ConsumeEnvelope(data, peer.PeerRecordEnvelopeDomain)
		if err != nil {
			m.log.Debug("a peer record is not signed well", "peer", s.peer.String(), "error", err)
			continue
		}
		signed, ok := rec.(*peer.PeerRecord)
		if !ok || !signed.PeerID.MatchesPublicKey(envelope.PublicKey) || len(signed.Addrs) > maxPeers {
			continue
		}
		if _, err := book.ConsumePeerRecord(envelope, peerstore.TempAddrTTL); err != nil {
			continue
		}
		s.d.offer(peer.AddrInfo{ID: signed.PeerID, Addrs: signed.Addrs})
	}
}

// interested makes a peer that downloads the same file a provider of ours.
func (m *Manager) interested(root share.RootHash, p peer.ID) {
	if d := m.download(root); d != nil {
		d.offer(peer.AddrInfo{ID: p})
	}
}
