package transfer

import (
	"context"
	"errors"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"hinny/share"
)

// link returns the link to a peer, connecting if there is none.
func (m *Manager) link(ctx context.Context, p peer.AddrInfo) (*link, error) {
	if len(p.Addrs) > 0 {
		m.host.Peerstore().AddAddrs(p.ID, p.Addrs, addrTTL)
	}
	m.mu.Lock()
	l := m.links[p.ID]
	fresh := l == nil
	if fresh {
		l = newLink(m.ctx, m, p.ID)
		m.links[p.ID] = l
	}
	m.mu.Unlock()
	if fresh && !m.spawn(l.run) {
		m.forgetLink(l)
		return nil, errClosed
	}
	select {
	case <-l.ready:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	return l, l.err
}

// addrTTL is how long the addresses of a provider are kept for dialling.
const addrTTL = 10 * time.Minute

func (m *Manager) forgetLink(l *link) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.links[l.peer] == l {
		delete(m.links, l.peer)
	}
}

// admit makes c the peer's client; an earlier stream of the same peer ends.
func (m *Manager) admit(c *client) error {
	if m.blame.banned(c.peer) {
		return errors.New("it is banned")
	}
	m.mu.Lock()
	old := m.clients[c.peer]
	if old == nil && len(m.clients) >= m.limits.Clients {
		m.mu.Unlock()
		return errors.New("too many peers are served")
	}
	m.clients[c.peer] = c
	m.mu.Unlock()
	if old != nil {
		_ = old.stream.Reset()
	}
	return nil
}

func (m *Manager) dismiss(c *client) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.clients[c.peer] == c {
		delete(m.clients, c.peer)
	}
}

func (m *Manager) client(p peer.ID) *client {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.clients[p]
}

func (m *Manager) everyClient() []*client {
	m.mu.Lock()
	defer m.mu.Unlock()
	list := make([]*client, 0, len(m.clients))
	for _, c := range m.clients {
		list = append(list, c)
	}
	return list
}

// complete opens a complete file: the library's, or a finished download that
// lies elsewhere.
func (m *Manager) complete(root share.RootHash) (Source, error) {
	source, err := m.library.Open(root)
	if err == nil {
		return source, nil
	}
	d := m.download(root)
	if d == nil {
		return nil, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.state != complete {
		return nil, err
	}
	return openFinished(d.path, d.identity, d.manifest)
}
