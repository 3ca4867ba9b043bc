package e2e

import (
	"bufio"
	"bytes"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"hinny/share/merkle"
)

// quiet is a log that nobody reads.
func quiet() *slog.Logger { return slog.New(slog.DiscardHandler) }

// manifest hashes a file's content.
func manifest(t *testing.T, data []byte) *merkle.Manifest {
	t.Helper()
	m, err := merkle.Build(t.Context(), bytes.NewReader(data), int64(len(data)), nil)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// stranger is a process of a test that speaks the protocols and is no Hinny.
type stranger struct{ addr, id string }

// startLiar starts a provider of a file that answers with wrong bytes.
func startLiar(t *testing.T, data []byte) stranger {
	t.Helper()
	path := filepath.Join(t.TempDir(), "content")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return startStranger(t, "hinny/network/transfer/transfertest/evilpeer", path)
}

// startStranger builds a command of this module and runs it until the test
// ends. The first line it writes is its full address.
func startStranger(t *testing.T, pkg string, args ...string) stranger {
	t.Helper()
	binary := filepath.Join(t.TempDir(), "stranger")
	build := exec.Command("go", "build", "-o", binary, pkg)
	build.Env = append(build.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build %s: %v\n%s", pkg, err, out)
	}
	cmd := exec.Command(binary, args...)
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill() // it may be gone already
		_ = cmd.Wait()
		if t.Failed() {
			t.Logf("%s complains: %s", pkg, errs.String())
		}
	})
	addr, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("%s does not start: %v", pkg, err)
	}
	addr = strings.TrimSpace(addr)
	return stranger{addr: addr, id: addr[strings.LastIndexByte(addr, '/')+1:]}
}
