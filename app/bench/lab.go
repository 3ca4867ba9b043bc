package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
)

// lab is the hosts of a run. As root they are network namespaces behind one
// bridge; otherwise they are all this machine's loopback.
type lab struct {
	hosts  []string // namespace names; empty on loopback
	bridge string   // the namespace of the bridge
}

// subnet is where the hosts live: a private range that exists only inside the
// namespaces of this run.
const subnet = "10.213.77."

// newLab makes a host for each uplink, in tc's words; none are shaped where the
// first is empty.
func newLab(ctx context.Context, uplinks []string) (*lab, error) {
	if os.Geteuid() != 0 {
		if uplinks[0] != "" {
			return nil, fmt.Errorf("shaped uplinks need network namespaces, and those need root")
		}
		return &lab{}, nil
	}
	prefix := fmt.Sprintf("hb%d", os.Getpid())
	l := &lab{bridge: prefix + "-br"}
	steps := [][]string{
		{"netns", "add", l.bridge},
		{"-n", l.bridge, "link", "add", "br0", "type", "bridge"},
		{"-n", l.bridge, "link", "set", "br0", "up"},
	}
	for i := range uplinks {
		name := fmt.Sprintf("%s-%d", prefix, i)
		port := fmt.Sprintf("p%d", i)
		l.hosts = append(l.hosts, name)
		steps = append(steps,
			[]string{"netns", "add", name},
			[]string{"-n", name, "link", "set", "lo", "up"},
			[]string{"-n", name, "link", "add", "eth0", "type", "veth", "peer", "name", port, "netns", l.bridge},
			[]string{"-n", name, "addr", "add", fmt.Sprintf("%s%d/24", subnet, i+1), "dev", "eth0"},
			[]string{"-n", name, "link", "set", "eth0", "up"},
			[]string{"-n", l.bridge, "link", "set", port, "master", "br0", "up"},
		)
	}
	for _, step := range steps {
		if err := command(ctx, "ip", step...); err != nil {
			return nil, joinClose(err, l)
		}
	}
	if uplinks[0] == "" {
		return l, nil
	}
	for i, host := range l.hosts {
		err := command(ctx, "ip", "netns", "exec", host, "tc", "qdisc", "add", "dev", "eth0", "root",
			"tbf", "rate", uplinks[i], "burst", "32kbit", "latency", "50ms")
		if err != nil {
			return nil, joinClose(err, l)
		}
	}
	return l, nil
}

func joinClose(err error, l *lab) error {
	if closing := l.close(); closing != nil {
		return fmt.Errorf("%w (and %w)", err, closing)
	}
	return err
}

// close removes the namespaces; what runs in them has been stopped.
func (l *lab) close() error {
	var failed []string
	for _, name := range append(l.hosts, l.bridge) {
		if name != "" && exec.Command("ip", "netns", "del", name).Run() != nil {
			failed = append(failed, name)
		}
	}
	if len(failed) > 0 {
		return fmt.Errorf("namespaces left behind: %s", strings.Join(failed, " "))
	}
	return nil
}

// isolated reports whether each host has an address of its own.
func (l *lab) isolated() bool { return len(l.hosts) > 0 }

// addr returns the IPv4 address of a host.
func (l *lab) addr(host int) string {
	if !l.isolated() {
		return "127.0.0.1"
	}
	return fmt.Sprintf("%s%d", subnet, host+1)
}

// cmd prepares a command that runs on a host.
func (l *lab) cmd(ctx context.Context, host int, name string, args ...string) *exec.Cmd {
	if !l.isolated() {
		return exec.CommandContext(ctx, name, args...)
	}
	return exec.CommandContext(ctx, "ip", append([]string{"netns", "exec", l.hosts[host], name}, args...)...)
}

// command runs a command to its end and puts what it printed into the error.
func command(ctx context.Context, name string, args ...string) error {
	out, err := exec.CommandContext(ctx, name, args...).CombinedOutput()
	if err != nil {
		return fmt.Errorf("%s %s: %w: %s", name, strings.Join(args, " "), err, strings.TrimSpace(string(out)))
	}
	return nil
}

// installed names the first of the programs that is not there, or nothing.
func installed(programs ...string) string {
	for _, program := range programs {
		if _, err := exec.LookPath(program); err != nil {
			return program + " is not installed"
		}
	}
	return ""
}
