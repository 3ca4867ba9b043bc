package e2e

import (
	"fmt"
	"os/exec"
	"strings"
	"testing"
	"time"

	"hinny/app/api"
)

// hubs is how many peers anybody can reach: libp2p believes what it is told of
// its own public address once four peers at different addresses say the same.
const hubs = 5

func TestPeersBehindTwoRoutersFetchFromEachOther(t *testing.T) {
	if !*full {
		t.Skip("builds an internet with two homes; run with -full")
	}
	if _, err := exec.LookPath("iptables"); err != nil {
		t.Skip("routers need iptables")
	}
	w := newWires(t)
	var known []*peer
	for i := range hubs {
		hub := newPeer(t, fmt.Sprintf("hub%d", i))
		// No two are of one network, as no two strangers are.
		address := fmt.Sprintf("4%d.1.0.1", i)
		hub.lan = w.machine(hub.name, address+"/32")
		hub.Start(known...)
		hub.addr = hub.at(address)
		known = append(known, hub)
	}
	a, b := newPeer(t, "anna"), newPeer(t, "ben")
	a.lan, b.lan = w.behindRouter("anna", "61.7.0.1/32"), w.behindRouter("ben", "62.7.0.1/32")
	root := a.sum(a.Write("greeting.bin", content(1, 3_000_000)))
	began := time.Now()
	a.Start(known...)
	b.Start(known...)
	a.Eventually("is reached by way of another peer", func() bool { return a.Status().Reach == api.ReachRelayed })
	if got := known[0].Status().Reach; got != api.ReachDirect {
		t.Errorf("a hub is reached %q, want directly", got)
	}
	t.Logf("anna can be reached %v after her start", time.Since(began).Round(100*time.Millisecond))
	b.sees("greeting", root, 1)
	began = time.Now()
	if got := b.Get(root); got.Sources[a.id] != 3_000_000 {
		t.Errorf("it came from %v, want all from anna", got.Sources)
	}
	t.Logf("the file arrived %v after the order", time.Since(began).Round(100*time.Millisecond))
}

// at returns the full address of a running peer over QUIC at this IP address.
func (p *peer) at(ip string) string {
	p.t.Helper()
	for _, addr := range p.Status().Addrs {
		if strings.HasPrefix(addr, "/ip4/"+ip+"/udp/") {
			return addr
		}
	}
	p.t.Fatalf("%s has no address at %s", p.name, ip)
	return ""
}
