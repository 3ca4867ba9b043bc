package transfer

import (
	"time"

	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/core/peerstore"
	"github.com/libp2p/go-libp2p/core/record"

	"hinny/share"
)

// exchange names to a new asker the other peers of its file, and names it to
// those that have heard of nobody for a while.
func (m *Manager) exchange(newcomer *served) {
	for _, s := range m.askers(newcomer.root) {
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

// introduce sends s the peers of its file, at most once in exchangeEvery.
func (m *Manager) introduce(s *served, now time.Time) {
	s.mu.Lock()
	due := s.downloading && (s.peersAt.IsZero() || now.Sub(s.peersAt) >= exchangeEvery)
	s.mu.Unlock()
	if !due {
		return
	}
	records := m.records(m.swarm(s.root, s.c.peer))
	if len(records) == 0 {
		return
	}
	s.mu.Lock()
	s.peersAt = now
	s.mu.Unlock()
	s.c.out.send(peersFrame(s.id, records))
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
	for _, s := range m.askers(root) {
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

// records returns signed peer records, as many as may be sent at once.
func (m *Manager) records(peers []peer.ID) [][]byte {
	book, ok := peerstore.GetCertifiedAddrBook(m.host.Peerstore())
	if !ok {
		return nil
	}
	var list [][]byte
	for _, p := range peers {
		envelope := book.GetPeerRecord(p)
		if envelope == nil || len(list) == maxPeers {
			continue
		}
		if data, err := envelope.Marshal(); err == nil && len(data) <= maxRecord {
			list = append(list, data)
		}
	}
	return list
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
