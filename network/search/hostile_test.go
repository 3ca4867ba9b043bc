package search

import (
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p"
	"github.com/libp2p/go-libp2p/core/host"
	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/peer"
	"google.golang.org/protobuf/proto"

	"hinny/network/flood"
	"hinny/network/overlay"
	"hinny/network/wire"
	"hinny/share"
)

// newTestHost is a host on loopback that lives as long as the test.
func newTestHost(t testing.TB) host.Host {
	t.Helper()
	h, err := libp2p.New(libp2p.ListenAddrStrings("/ip4/127.0.0.1/tcp/0"), libp2p.DisableMetrics(), libp2p.DisableRelay())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { h.Close() })
	return h
}

// eventually waits until a condition that other goroutines bring about holds.
func eventually(t testing.TB, what string, holds func() bool) {
	t.Helper()
	deadline, ticker := time.NewTimer(time.Minute), time.NewTicker(10*time.Millisecond)
	defer deadline.Stop()
	defer ticker.Stop()
	for !holds() {
		select {
		case <-deadline.C:
			t.Fatalf("never happened: %s", what)
		case <-ticker.C:
		}
	}
}

// evil is a neighbour that speaks the protocol by hand.
type evil struct {
	testing.TB
	host   host.Host
	stream network.Stream
	r      *wire.Reader
}

// meet starts a service and an evil neighbour of it.
func meet(t testing.TB) (*Service, *evil) {
	t.Helper()
	victim, attacker := newTestHost(t), newTestHost(t)
	s, err := New(Options{Host: victim, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("the service ended with: %v", err)
		}
	})
	running := make(chan struct{})
	if !s.post(func() { close(running) }) {
		t.Fatal("the service does not run")
	}
	<-running
	if err := attacker.Connect(ctx, peer.AddrInfo{ID: victim.ID(), Addrs: victim.Addrs()}); err != nil {
		t.Fatal(err)
	}
	stream, err := attacker.NewStream(ctx, victim.ID(), ID)
	if err != nil {
		t.Fatal(err)
	}
	e := &evil{TB: t, host: attacker, stream: stream, r: wire.NewReader(stream, maxFrame)}
	own, err := sealRecord(attacker)
	if err != nil {
		t.Fatal(err)
	}
	e.say(membershipFrame(overlay.Message[peer.ID]{Kind: overlay.Hello, Entries: []overlay.Entry[peer.ID]{{Peer: attacker.ID(), Record: own}}}))
	if m := e.hear().GetMembership(); overlay.Kind(m.GetKind()) != overlay.Welcome {
		t.Fatalf("the hello is answered with %v", m)
	}
	return s, e
}

func (e *evil) say(m proto.Message) {
	e.Helper()
	if err := wire.Write(e.stream, m); err != nil {
		e.Fatalf("write: %v", err)
	}
}

// hear returns the next frame that is no ping.
func (e *evil) hear() *wire.SearchFrame {
	e.Helper()
	_ = e.stream.SetReadDeadline(time.Now().Add(time.Minute))
	for {
		var frame wire.SearchFrame
		if err := e.r.Read(&frame); err != nil {
			e.Fatalf("read: %v", err)
		}
		if frame.GetPing() == nil {
			return &frame
		}
	}
}

// refused waits until the victim ends the link.
func (e *evil) refused() {
	e.Helper()
	_ = e.stream.SetReadDeadline(time.Now().Add(time.Minute))
	for {
		var frame wire.SearchFrame
		if err := e.r.Read(&frame); err != nil {
			if strings.Contains(err.Error(), "deadline") {
				e.Fatal("the link lives on")
			}
			return
		}
	}
}

func answerOf(t testing.TB, h host.Host, id flood.ID, names ...string) *wire.SearchHits {
	t.Helper()
	var files []share.File
	for i, name := range names {
		files = append(files, share.File{Root: share.RootHash{1, byte(i)}, Rel: name, Size: 1})
	}
	hits, err := sealAnswer(h, id, files, 11)
	if err != nil {
		t.Fatal(err)
	}
	return &wire.SearchHits{Id: id[:], Sealed: hits.Sealed}
}

func TestAForgedAnswerEndsTheLink(t *testing.T) {
	for name, forge := range map[string]func(t *testing.T, e *evil) *wire.SearchHits{
		"replayed for another query": func(t *testing.T, e *evil) *wire.SearchHits {
			hits := answerOf(t, e.host, flood.ID{1}, "a")
			hits.Id = make([]byte, flood.IDSize)
			return hits
		},
		"altered on the way": func(t *testing.T, e *evil) *wire.SearchHits {
			hits := answerOf(t, e.host, flood.ID{1}, "honest name")
			hits.Sealed = []byte(strings.Replace(string(hits.Sealed), "honest name", "forged name", 1))
			return hits
		},
		"not signed":            func(*testing.T, *evil) *wire.SearchHits { return &wire.SearchHits{Id: make([]byte, flood.IDSize)} },
		"without a single file": func(t *testing.T, e *evil) *wire.SearchHits { return answerOf(t, e.host, flood.ID{1}) },
	} {
		t.Run(name, func(t *testing.T) {
			_, e := meet(t)
			e.say(&wire.SearchFrame{Body: &wire.SearchFrame_Hits{Hits: forge(t, e)}})
			e.refused()
		})
	}
}

func TestMalformedMessagesEndTheLink(t *testing.T) {
	query := func(change func(*wire.SearchQuery)) *wire.SearchFrame {
		q := &wire.SearchQuery{Id: make([]byte, flood.IDSize), Ttl: 3, Budget: 10, Text: "x"}
		change(q)
		return &wire.SearchFrame{Body: &wire.SearchFrame_Query{Query: q}}
	}
	membership := func(m *wire.SearchMembership) *wire.SearchFrame {
		return &wire.SearchFrame{Body: &wire.SearchFrame_Membership{Membership: m}}
	}
	other := newTestHost(t)
	record, err := sealRecord(other)
	if err != nil {
		t.Fatal(err)
	}
	record[len(record)-1] ^= 1
	for name, frame := range map[string]*wire.SearchFrame{
		"a short query ID":      query(func(q *wire.SearchQuery) { q.Id = []byte{1} }),
		"an empty query":        query(func(q *wire.SearchQuery) { q.Text = "" }),
		"a query over 512":      query(func(q *wire.SearchQuery) { q.Text = strings.Repeat("x", 513) }),
		"an unknown membership": membership(&wire.SearchMembership{Kind: 99}),
		"too many records":      membership(&wire.SearchMembership{Kind: 5, Records: make([][]byte, maxRecords+1)}),
		"a forged record":       membership(&wire.SearchMembership{Kind: 5, Records: [][]byte{record}}),
	} {
		t.Run(name, func(t *testing.T) {
			_, e := meet(t)
			e.say(frame)
			e.refused()
		})
	}
}

func TestAnOversizedFrameEndsTheLinkUnread(t *testing.T) {
	_, e := meet(t)
	if _, err := e.stream.Write([]byte{0xff, 0xff, 0xff, 0xff, 0x7f}); err != nil {
		t.Fatal(err)
	}
	e.refused()
}

func TestAQueryFloodIsBannedWhileHonestLinksLive(t *testing.T) {
	s, e := meet(t)
	honest := newTestHost(t)
	friend, err := New(Options{Host: honest, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- friend.Run(ctx) }()
	defer func() { cancel(); <-ended }()
	friend.AddCandidate(peer.AddrInfo{ID: s.host.ID(), Addrs: s.host.Addrs()})

	for i := 0; ; i++ { // until the victim has had enough
		var id [flood.IDSize]byte
		rand.Read(id[:])
		frame := &wire.SearchFrame{Body: &wire.SearchFrame_Query{Query: &wire.SearchQuery{Id: id[:], Ttl: 1, Budget: 1, Text: fmt.Sprint("word", i)}}}
		if err := wire.Write(e.stream, frame); err != nil {
			break
		}
	}
	again, err := e.host.NewStream(ctx, s.host.ID(), ID)
	if err == nil {
		e.stream, e.r = again, wire.NewReader(again, maxFrame)
		_ = wire.Write(again, membershipFrame(overlay.Message[peer.ID]{Kind: overlay.Hello})) // refused before or after it
		e.refused()
	}
	eventually(t, "both see the honest link, and nobody the other", func() bool {
		n := s.Neighbours()
		return len(n) == 1 && n[0] == honest.ID() && len(friend.Neighbours()) == 1
	})
}

func FuzzFrame(f *testing.F) {
	f.Add(encode(queryFrame(flood.Query{ID: flood.ID{1}, TTL: 1, Budget: 1, Text: "x"})))
	f.Add(encode(membershipFrame(overlay.Message[peer.ID]{Kind: overlay.Shuffle})))
	f.Fuzz(func(t *testing.T, data []byte) {
		var frame wire.SearchFrame
		if wire.NewReader(strings.NewReader(string(data)), maxFrame).Read(&frame) != nil {
			return
		}
		if q, err := openQuery(frame.GetQuery()); err == nil && len(q.Text) > flood.DefaultPolicy().MaxText {
			t.Errorf("a query of %d bytes passes", len(q.Text))
		}
		if m, err := openMembership(frame.GetMembership()); err == nil && len(m.Entries) > maxRecords {
			t.Errorf("%d entries pass", len(m.Entries))
		}
	})
}
