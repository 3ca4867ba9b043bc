package e2e

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// wires are machines, each a network namespace, on one switch: a local network,
// or the internet with a router in front of some of them. What is made here ends
// with the test.
type wires struct {
	t      *testing.T
	prefix string // of the names of the namespaces
	core   string // the namespace of the switch
	ports  int    // of the switch
}

// newWires makes a switch without machines. It skips the test where nothing of
// the kind can be made.
func newWires(t *testing.T) *wires {
	t.Helper()
	if _, err := exec.LookPath("ip"); err != nil || os.Geteuid() != 0 {
		t.Skip("network namespaces need root and iproute2")
	}
	w := &wires{t: t, prefix: fmt.Sprintf("hinny-%d-", os.Getpid())}
	core, err := w.space("switch")
	if err != nil {
		t.Skip("this machine makes no network namespaces: ", err)
	}
	w.core = core
	w.ip("-n " + core + " link add bridge type bridge")
	w.ip("-n " + core + " link set bridge up")
	return w
}

// machine returns the namespace of a new machine at this address of the switch.
// Everybody on the switch is near it, whatever the address.
func (w *wires) machine(name, address string) string {
	w.t.Helper()
	space := w.mustSpace(name)
	w.ports++
	port := fmt.Sprintf("port%d", w.ports)
	w.ip(fmt.Sprintf("link add wire netns %s type veth peer name %s netns %s", space, port, w.core))
	w.ip(fmt.Sprintf("-n %s link set %s master bridge up", w.core, port))
	w.ip("-n " + space + " link set wire up")
	w.ip("-n " + space + " addr add " + address + " dev wire")
	w.ip("-n " + space + " route add default dev wire")
	return space
}

// behindRouter returns the namespace of a new machine at home: its router has
// this address of the switch, replaces the sender of what goes out, and drops
// what nobody inside asked for.
func (w *wires) behindRouter(name, address string) string {
	w.t.Helper()
	router, home := w.machine(name+"-router", address), w.mustSpace(name)
	w.ip(fmt.Sprintf("link add home netns %s type veth peer name wire netns %s", router, home))
	for _, line := range []string{
		router + " link set home up", router + " addr add 192.168.7.1/24 dev home",
		home + " link set wire up", home + " addr add 192.168.7.2/24 dev wire",
		home + " route add default via 192.168.7.1",
	} {
		w.ip("-n " + line)
	}
	for _, line := range []string{
		"sysctl -q -w net.ipv4.ip_forward=1",
		"iptables -t nat -A POSTROUTING -o wire -j MASQUERADE",
		"iptables -A FORWARD -i wire -m conntrack --ctstate NEW,INVALID -j DROP",
		"iptables -A INPUT -i wire -j DROP",
	} {
		w.must("ip netns exec " + router + " " + line)
	}
	return home
}

// mustSpace is space for a machine that the test cannot do without.
func (w *wires) mustSpace(name string) string {
	w.t.Helper()
	space, err := w.space(name)
	if err != nil {
		w.t.Fatal(err)
	}
	return space
}

// space makes a network namespace in which only the loopback is up.
func (w *wires) space(name string) (string, error) {
	space := w.prefix + name
	if err := command("ip netns add " + space); err != nil {
		return "", err
	}
	w.t.Cleanup(func() { _ = command("ip netns delete " + space) }) // and its wires with it
	return space, command("ip -n " + space + " link set lo up")
}

func (w *wires) ip(line string) {
	w.t.Helper()
	w.must("ip " + line)
}

func (w *wires) must(line string) {
	w.t.Helper()
	if err := command(line); err != nil {
		w.t.Fatal(err)
	}
}

// command runs a line of words.
func command(line string) error {
	words := strings.Fields(line)
	if out, err := exec.Command(words[0], words[1:]...).CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w", line, errors.Join(err, errors.New(strings.TrimSpace(string(out)))))
	}
	return nil
}
