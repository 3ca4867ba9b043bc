package e2e

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"hinny/app/api"
)

// full asks for the long acceptance tests.
var full = flag.Bool("full", false, "run the long acceptance tests too")

// program is the path of hinnyd, built by TestMain.
var program string

func TestMain(m *testing.M) {
	flag.Parse()
	os.Exit(build(m))
}

// build builds hinnyd as it is shipped and runs the tests with it.
func build(m *testing.M) int {
	dir, err := os.MkdirTemp("", "hinny-e2e-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	program = filepath.Join(dir, "hinnyd")
	cmd := exec.Command("go", "build", "-o", program, "hinny/app/headless")
	cmd.Env = append(cmd.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "build hinnyd: %v\n%s", err, out)
		return 1
	}
	return m.Run()
}

// patience bounds every wait. It is long, because the machine may be busy;
// nothing waits longer than it must.
const patience = 90 * time.Second

// peer is one hinnyd with folders of its own. Its methods fail the test.
type peer struct {
	t         *testing.T
	name      string
	home      string
	shared    string // ticked from the start
	downloads string
	lan       string // network namespace it runs in, calling on its network; empty: loopback
	cmd       *exec.Cmd
	log       string
	addr      string // full address while it runs
	id        string
}

// newPeer makes the folders of a peer that is not started yet.
func newPeer(t *testing.T, name string) *peer {
	t.Helper()
	dir := filepath.Join(t.TempDir(), name)
	p := &peer{
		t: t, name: name, log: filepath.Join(dir, "log"),
		home: filepath.Join(dir, "home"), shared: filepath.Join(dir, "Shared"), downloads: filepath.Join(dir, "Downloads"),
	}
	for _, folder := range []string{p.shared, p.home} {
		if err := os.MkdirAll(folder, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	// The default quiet period of two seconds is a person's, not a test's.
	if err := os.WriteFile(filepath.Join(p.home, "settings.toml"), []byte("quiet = \"200ms\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.end)
	return p
}

// Start runs the peer, told of the others' addresses, until the test ends, and
// returns once it is ready.
func (p *peer) Start(others ...*peer) *peer {
	p.t.Helper()
	args := []string{
		program, "run", "--home", p.home, "--share", p.shared, "--downloads", p.downloads,
		"--json", "--log-level", "debug",
	}
	if p.lan == "" {
		args = append(args, "--listen", "/ip4/127.0.0.1/tcp/0", "--no-mdns")
	} else {
		args = append([]string{"ip", "netns", "exec", p.lan}, args...)
	}
	for _, other := range others {
		args = append(args, "--peer", other.addr)
	}
	log, err := os.OpenFile(p.log, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		p.t.Fatal(err)
	}
	defer log.Close()
	p.cmd = exec.Command(args[0], args[1:]...)
	p.cmd.Stdout, p.cmd.Stderr = log, log
	if err := p.cmd.Start(); err != nil {
		p.t.Fatal(err)
	}
	var status api.Status
	p.Eventually("is ready", func() bool {
		out, err := exec.Command(program, "status", "--json", "--home", p.home).Output()
		return err == nil && json.Unmarshal(out, &status) == nil && len(status.Addrs) > 0
	})
	p.addr, p.id = status.Addrs[0], status.Peer
	return p
}

// end kills the process if it still runs, and shows its log if the test failed.
func (p *peer) end() {
	if p.cmd != nil {
		p.Kill()
	}
	if !p.t.Failed() {
		return
	}
	if log, err := os.ReadFile(p.log); err == nil {
		const tail = 6000
		p.t.Logf("the end of the log of %s:\n%s", p.name, log[max(0, len(log)-tail):])
	}
}

// Kill ends the process as a power cut would.
func (p *peer) Kill() {
	if p.cmd == nil {
		return
	}
	_ = p.cmd.Process.Kill() // gone already is as good
	_ = p.cmd.Wait()
	p.cmd = nil
}

// Stop asks the process to stop and waits for an end without complaint.
func (p *peer) Stop() {
	p.t.Helper()
	began := time.Now()
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		p.t.Fatal(err)
	}
	done := make(chan error, 1)
	cmd := p.cmd
	go func() { done <- cmd.Wait() }()
	select {
	case err := <-done:
		if err != nil {
			p.t.Errorf("%s stops with %v", p.name, err)
		}
		p.t.Logf("%s stopped in %v", p.name, time.Since(began).Round(time.Millisecond))
	case <-time.After(patience):
		_ = cmd.Process.Kill()
		<-done
		p.t.Errorf("%s does not stop", p.name)
	}
	p.cmd = nil
}

// outcome is what one command left behind.
type outcome struct {
	code     int
	out, err string
}

// Run gives a command and returns whatever comes of it.
func (p *peer) Run(args ...string) outcome {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.t.Context(), patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, program, append(args, "--home", p.home)...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	if cmd.ProcessState == nil {
		p.t.Fatalf("hinnyd %v: %v", args, err)
	}
	return outcome{cmd.ProcessState.ExitCode(), out.String(), errs.String()}
}

// JSON gives a command that must succeed and returns its lines.
func JSON[T any](p *peer, args ...string) (values []T) {
	p.t.Helper()
	got := p.Run(append(args, "--json")...)
	if got.code != 0 {
		p.t.Fatalf("%s: hinnyd %s: exit %d, %s", p.name, strings.Join(args, " "), got.code, got.err)
	}
	for line := range strings.Lines(got.out) {
		var value T
		if err := json.Unmarshal([]byte(line), &value); err != nil {
			p.t.Fatalf("%s: hinnyd %s writes %q: %v", p.name, strings.Join(args, " "), line, err)
		}
		values = append(values, value)
	}
	return values
}

// Status returns what the peer says of itself.
func (p *peer) Status() api.Status {
	p.t.Helper()
	return JSON[api.Status](p, "status")[0]
}

// Find searches once and returns the newest result of each root.
func (p *peer) Find(words string, timeout time.Duration) map[string]api.Result {
	p.t.Helper()
	found := map[string]api.Result{}
	for _, r := range JSON[api.Result](p, "search", words, "--timeout", timeout.String()) {
		found[r.Root.String()] = r
	}
	return found
}

// transfer returns a download, which is complete once the file lies in the
// download folder: finished downloads are not listed for ever.
func (p *peer) transfer(root, name string) api.Transfer {
	p.t.Helper()
	if _, err := os.Stat(filepath.Join(p.downloads, name)); err == nil {
		return api.Transfer{State: api.StateComplete}
	}
	for _, t := range JSON[api.Transfer](p, "transfers") {
		if t.Root.String() == root {
			return t
		}
	}
	return api.Transfer{}
}

// running returns the peer if it runs: whom others can be told of.
func (p *peer) running() []*peer {
	if p.cmd == nil {
		return nil
	}
	return []*peer{p}
}

// Write puts a file into the shared folder.
func (p *peer) Write(name string, content []byte) string {
	p.t.Helper()
	path := filepath.Join(p.shared, name)
	if err := os.WriteFile(path, content, 0o644); err != nil {
		p.t.Fatal(err)
	}
	return path
}

// Eventually waits until something holds.
func (p *peer) Eventually(what string, holds func() bool) {
	p.t.Helper()
	deadline := time.NewTimer(patience)
	defer deadline.Stop()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for !holds() {
		select {
		case <-tick.C:
		case <-deadline.C:
			p.t.Fatalf("%s never %s", p.name, what)
		}
	}
}
