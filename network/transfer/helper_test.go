package transfer

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p"
	"github.com/libp2p/go-libp2p/core/host"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/p2p/muxer/yamux"
	tls "github.com/libp2p/go-libp2p/p2p/security/tls"
	"github.com/libp2p/go-libp2p/p2p/transport/tcp"

	"hinny/share"
	"hinny/share/merkle"
	"hinny/share/part"
)

// shelf is a library in memory.
type shelf struct {
	mu    sync.Mutex
	files map[share.RootHash]*volume // guarded by mu
}

// volume is one file of a shelf; it can be made to fail.
type volume struct {
	*bytes.Reader
	manifest *merkle.Manifest
	name     string
	mu       sync.Mutex
	broken   error // guarded by mu
}

func (v *volume) Manifest() *merkle.Manifest { return v.manifest }
func (v *volume) Name() string               { return v.name }
func (v *volume) Close()                     {}

func (v *volume) Check() error {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.broken
}

func (s *shelf) Open(root share.RootHash) (Source, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if v := s.files[root]; v != nil {
		return v, nil
	}
	return nil, share.ErrNotFound
}

// node is one peer of a test.
type node struct {
	host  host.Host
	m     *Manager
	parts *part.Store
	out   string
	shelf *shelf
	log   *bytes.Buffer
	stop  func()
}

// locked is a writer that several goroutines may use.
type locked struct {
	mu sync.Mutex
	b  *bytes.Buffer
}

func (l *locked) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func tcpHost(t testing.TB) host.Host {
	t.Helper()
	muxer := *yamux.DefaultTransport
	muxer.MaxMessageSize = 256<<10 + 64
	muxer.InitialStreamWindowSize = 1 << 20
	h, err := libp2p.New(
		libp2p.ListenAddrStrings("/ip4/127.0.0.1/tcp/0"), libp2p.Transport(tcp.NewTCPTransport),
		libp2p.Security(tls.ID, tls.New), libp2p.Muxer(yamux.ID, &muxer), libp2p.DisableMetrics(),
	)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = h.Close() })
	return h
}

// start makes a peer of a host and runs it until the test or stop ends it.
func start(t testing.TB, h host.Host, change func(*Options)) *node {
	t.Helper()
	dir := t.TempDir()
	n := &node{host: h, out: filepath.Join(dir, "out"), shelf: &shelf{files: map[share.RootHash]*volume{}}, log: new(bytes.Buffer)}
	if err := os.MkdirAll(n.out, 0o755); err != nil {
		t.Fatal(err)
	}
	log := slog.New(slog.NewTextHandler(&locked{b: n.log}, &slog.HandlerOptions{Level: slog.LevelDebug}))
	var err error
	if n.parts, err = part.OpenStore(filepath.Join(dir, "incoming"), log); err != nil {
		t.Fatal(err)
	}
	o := Options{Host: h, Library: n.shelf, Parts: n.parts, Log: log}
	if change != nil {
		change(&o)
	}
	if n.m, err = New(o); err != nil {
		t.Fatal(err)
	}
	n.run(t)
	t.Cleanup(func() { _ = n.parts.Close() })
	t.Cleanup(func() { n.stop() })
	return n
}

func (n *node) run(t testing.TB) {
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- n.m.Run(ctx) }()
	n.stop = sync.OnceFunc(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("Run ended with: %v", err)
		}
	})
}

func (n *node) info() peer.AddrInfo { return peer.AddrInfo{ID: n.host.ID(), Addrs: n.host.Addrs()} }

// bytesOf returns bytes that no two sizes or seeds share.
func bytesOf(seed uint64, size int) []byte {
	data := make([]byte, size)
	_, _ = rand.NewChaCha8([32]byte{byte(seed), byte(seed >> 8), 1}).Read(data)
	return data
}

// put gives a peer a file.
func (n *node) put(t testing.TB, data []byte) *volume {
	t.Helper()
	m, err := merkle.Build(context.Background(), bytes.NewReader(data), int64(len(data)), func(int64) {})
	if err != nil {
		t.Fatal(err)
	}
	v := &volume{Reader: bytes.NewReader(data), manifest: m, name: fmt.Sprintf("file-%d.bin", len(data))}
	n.shelf.mu.Lock()
	defer n.shelf.mu.Unlock()
	n.shelf.files[m.Root()] = v
	return v
}

func (n *node) get(t testing.TB, root share.RootHash, from ...peer.AddrInfo) {
	t.Helper()
	if err := n.m.Get(context.Background(), Order{Root: root, Size: -1, Out: n.out, Providers: from}); err != nil {
		t.Fatal(err)
	}
}

// eventually polls until the condition holds; in a bubble of virtual time the
// waiting costs nothing.
func eventually(t testing.TB, what string, holds func() bool) {
	t.Helper()
	deadline := time.Now().Add(2 * time.Minute)
	ticker := time.NewTicker(5 * time.Millisecond)
	defer ticker.Stop()
	for !holds() {
		if time.Now().After(deadline) {
			t.Fatalf("never happened: %s", what)
		}
		<-ticker.C
	}
}

// arrives waits for a download and compares what lies on the disk.
func (n *node) arrives(t testing.TB, v *volume) Download {
	t.Helper()
	root := v.manifest.Root()
	defer func() {
		if t.Failed() {
			d, _ := n.m.Download(root)
			t.Logf("the download is %+v\n%s", d, tail(n.log.String()))
		}
	}()
	eventually(t, "the download of "+v.name+" completes", func() bool {
		d, _ := n.m.Download(root)
		return d.State == StateComplete
	})
	d, _ := n.m.Download(root)
	got, err := os.ReadFile(d.Path)
	if err != nil {
		t.Fatal(err)
	}
	want := make([]byte, v.Size())
	_, _ = v.ReadAt(want, 0)
	if !bytes.Equal(got, want) {
		t.Fatal("the file differs from what was shared")
	}
	if d.Done != v.Size() {
		t.Fatalf("%d bytes are said to be done, the file has %d", d.Done, v.Size())
	}
	return d
}

func tail(log string) string {
	const most = 6000
	if len(log) > most {
		return log[len(log)-most:]
	}
	return log
}
