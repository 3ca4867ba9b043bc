package node

import (
	"path/filepath"
	"testing"

	"hinny/app/api"
)

func nodeIn(t *testing.T, home string) *Node {
	t.Helper()
	n, err := New(Config{Home: home, Downloads: filepath.Join(home, "got"), Listen: []string{"/ip4/127.0.0.1/tcp/0"}, NoMDNS: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = n.Close() })
	return n
}

func TestLimitsHoldAfterARestart(t *testing.T) {
	home := t.TempDir()
	n := nodeIn(t, home)
	up, each, slots := int64(500_000), int64(90_000), 4
	want := api.Limits{Up: up, PeerUp: each, Slots: slots}
	if got, err := n.Limit(t.Context(), api.LimitsChange{Up: &up, PeerUp: &each, Slots: &slots}); err != nil || got != want {
		t.Fatalf("%+v, %v", got, err)
	}
	if err := n.Close(); err != nil {
		t.Fatal(err)
	}
	if got, err := nodeIn(t, home).Limit(t.Context(), api.LimitsChange{}); err != nil || got != want {
		t.Errorf("after a restart: %+v, %v", got, err)
	}
}

func TestImpossibleLimitsChangeNothing(t *testing.T) {
	n := nodeIn(t, t.TempDir())
	for _, change := range []api.LimitsChange{
		{Up: new(int64(-1))}, {Down: new(int64(10))}, {PeerDown: new(int64(10))}, {Slots: new(1)}, {Slots: new(100_000)},
	} {
		if _, err := n.Limit(t.Context(), change); api.AsError(err).Code != api.CodeUsage {
			t.Errorf("%+v: %v", change, err)
		}
	}
	if got, _ := n.Limit(t.Context(), api.LimitsChange{}); got != (api.Limits{}) {
		t.Errorf("after mistakes %+v holds", got)
	}
}

func TestDamagedLimitsAreNamed(t *testing.T) {
	home := t.TempDir()
	write(t, filepath.Join(home, limitsName), `{"up": "fast"}`)
	if n, err := New(Config{Home: home, Downloads: filepath.Join(home, "got"), Listen: []string{"/ip4/127.0.0.1/tcp/0"}, NoMDNS: true}); err == nil {
		_ = n.Close()
		t.Error("a node starts with limits that nobody can read")
	}
}
