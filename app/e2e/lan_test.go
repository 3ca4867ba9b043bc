package e2e

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// lan makes two network namespaces joined by a cable, as two machines on one
// local network, and returns their names.
func lan(t *testing.T) [2]string {
	t.Helper()
	if _, err := exec.LookPath("ip"); err != nil || os.Geteuid() != 0 {
		t.Skip("network namespaces need root and iproute2")
	}
	ip := func(line string) error {
		out, err := exec.Command("ip", strings.Fields(line)...).CombinedOutput()
		if err != nil {
			return fmt.Errorf("ip %s: %w: %s", line, err, out)
		}
		return nil
	}
	names := [2]string{fmt.Sprintf("hinny-%d-a", os.Getpid()), fmt.Sprintf("hinny-%d-b", os.Getpid())}
	for _, name := range names {
		if err := ip("netns add " + name); err != nil {
			t.Skip("this machine makes no network namespaces: ", err)
		}
		t.Cleanup(func() { _ = ip("netns delete " + name) }) // and the cable with it
	}
	lines := []string{"link add cable0 netns " + names[0] + " type veth peer name cable1 netns " + names[1]}
	for i, name := range names {
		cable := fmt.Sprintf("cable%d", i)
		lines = append(
			lines, "-n "+name+" link set lo up", "-n "+name+" link set "+cable+" up",
			fmt.Sprintf("-n %s addr add 10.77.0.%d/24 dev %s", name, i+1, cable),
			"-n "+name+" route add default dev "+cable,
		)
	}
	for _, line := range lines {
		if err := ip(line); err != nil {
			t.Fatal(err)
		}
	}
	return names
}

func TestPeersOfALocalNetworkFindEachOtherAndMeetAgain(t *testing.T) {
	if !*full {
		t.Skip("builds a network; run with -full")
	}
	sides := lan(t)
	a, b := newPeer(t, "a"), newPeer(t, "b")
	a.lan, b.lan = sides[0], sides[1]
	root := a.sum(a.Write("greeting.txt", content(1, 3000)))
	began := time.Now()
	a.Start() // nobody is told of anybody
	b.Start()
	b.sees("greeting", root, 1)
	t.Logf("a file on the local network was found %v after the first start", time.Since(began).Round(100*time.Millisecond))
	if got := b.Get(root); got.Sources[a.id] != 3000 {
		t.Errorf("it came from %v", got.Sources)
	}
	a.Stop()
	b.Stop()
	a.Start()
	b.Start()
	b.Eventually("has its neighbour again", func() bool { return b.Status().Neighbours == 1 })
}
