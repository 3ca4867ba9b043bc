package transfer

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"
	ma "github.com/multiformats/go-multiaddr"

	"hinny/share"
	"hinny/share/part"
)

// Get orders a file. Ordering what is already ordered adds its providers and
// resumes it.
func (m *Manager) Get(ctx context.Context, o Order) error {
	if o.Root.IsZero() {
		return fmt.Errorf("order a download: %w", share.ErrBadRoot)
	}
	known, err := m.open(o)
	if err != nil {
		return fmt.Errorf("order %s: %w", o.Root.Short(), err)
	}
	if known != nil {
		return m.again(ctx, known, o)
	}
	return nil
}

// open begins a download, or goes on with the part that an earlier run left.
// It returns the download that is known already, if there is one.
func (m *Manager) open(o Order) (known *download, err error) {
	m.opening.Lock()
	defer m.opening.Unlock()
	if d := m.download(o.Root); d != nil {
		return d, nil
	}
	m.mu.Lock()
	o.Turn = m.turns.next(time.Now())
	m.mu.Unlock()
	file, err := m.parts.Create(part.Meta{
		Root: o.Root, Size: -1, Name: o.Name, Out: o.Out, Paused: o.Paused, Added: time.Now(),
		Providers: m.names.ofAll(o.Providers), Priority: int(o.Priority), Sequential: o.Sequential, Category: o.Category, Turn: o.Turn,
	})
	if errors.Is(err, os.ErrExist) {
		if file, err = m.parts.Open(o.Root); err == nil {
			o.Turn = turnOf(file.Meta())
		}
	}
	if err != nil {
		return nil, err
	}
	m.add(file, o)
	return nil, nil
}

// again handles an order for what is known.
func (m *Manager) again(_ context.Context, d *download, o Order) error {
	d.mu.Lock()
	gone := d.state == complete && !present(d.path)
	d.mu.Unlock()
	if gone {
		// The finished file was moved or deleted: fetch it anew.
		m.remove(d)
		return m.Get(m.context(), o)
	}
	for _, p := range o.Providers {
		d.offer(p)
	}
	if !o.Paused {
		return m.Resume(d.root)
	}
	return nil
}

func present(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func (m *Manager) add(file unfinished, o Order) {
	if m.disk != nil {
		file = m.disk(file)
	}
	d := newDownload(m, file, o)
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.downloads.of(o.Root) != nil {
		return
	}
	m.turns.know(o.Turn)
	m.downloads.add(d)
	m.start(d)
}

// halt ends a download's goroutine and waits for it.
func (d *download) halt(next state) bool {
	d.mu.Lock()
	if d.over() {
		d.mu.Unlock()
		return false
	}
	d.state = next
	stop, done := d.stop, d.done
	d.mu.Unlock()
	d.m.unqueue(d.root)
	if done != nil {
		stop()
		<-done
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.done = nil
	if d.state == complete { // it finished in the same moment
		return false
	}
	d.state, d.trouble, d.failure = next, nil, ""
	return true
}

// Pause stops asking for a download. What is here is still served.
func (m *Manager) Pause(root share.RootHash) error {
	d := m.download(root)
	if d == nil {
		return fmt.Errorf("pause %s: %w", root.Short(), share.ErrNotFound)
	}
	if d.halt(paused) {
		return d.remember()
	}
	return nil
}

// Resume goes on with a paused download, and makes one that waits for its
// providers or the disk try again at once.
func (m *Manager) Resume(root share.RootHash) error {
	d := m.download(root)
	if d == nil {
		return fmt.Errorf("resume %s: %w", root.Short(), share.ErrNotFound)
	}
	d.mu.Lock()
	was := d.state
	if was == paused {
		d.state = running
	}
	if d.trouble != nil {
		d.trouble.next = time.Time{}
	}
	for _, c := range d.known {
		c.next = time.Time{}
	}
	d.askAt, d.asked = time.Time{}, 0
	d.mu.Unlock()
	d.wake()
	if was != paused {
		return nil
	}
	m.mu.Lock()
	m.start(d)
	m.mu.Unlock()
	return d.remember()
}

// Cancel stops a download and deletes its unfinished data. A complete one is
// only taken off the list.
func (m *Manager) Cancel(root share.RootHash) error {
	d := m.download(root)
	if d == nil {
		return fmt.Errorf("cancel %s: %w", root.Short(), share.ErrNotFound)
	}
	unfinished := d.halt(cancelled)
	m.remove(d)
	if !unfinished {
		return nil
	}
	for _, s := range m.audience.of(root) {
		s.c.drop(s.id)
		s.c.out.send(closeFrame(s.id))
	}
	return m.parts.Remove(root)
}

func (m *Manager) remove(d *download) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.downloads.drop(d)
	m.lineup.drop(d.root)
}

// turnOf returns the turn of a part; one from before there were turns has that of
// the moment in which it was ordered.
func turnOf(meta part.Meta) int64 {
	if meta.Turn > 0 {
		return meta.Turn
	}
	return max(meta.Added.UnixNano(), 1)
}

// orderOf is the inverse of what Get and remember store.
func orderOf(meta part.Meta) Order {
	o := Order{Root: meta.Root, Size: meta.Size, Name: meta.Name, Out: meta.Out, Paused: meta.Paused, Priority: Priority(meta.Priority).valid(), Sequential: meta.Sequential, Category: meta.Category, Turn: turnOf(meta)}
	for _, text := range meta.Providers {
		if id, err := peer.Decode(text); err == nil {
			o.Providers = append(o.Providers, peer.AddrInfo{ID: id})
			continue
		}
		addr, err := ma.NewMultiaddr(text)
		if err != nil {
			continue
		}
		if info, err := peer.AddrInfoFromP2pAddr(addr); err == nil {
			o.Providers = append(o.Providers, *info)
		}
	}
	return o
}
