//go:build window

package windowtest

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// deadline bounds each wait. Software OpenGL on a cold, busy machine is slow;
// a longer wait means that something is broken.
const deadline = 120 * time.Second

// process is a program that runs at most as long as the test.
type process struct {
	cmd  *exec.Cmd
	done chan struct{} // closed when it has ended
	err  error         // how; valid after done
}

// run starts a program and stops it at the end of the test.
func run(t testing.TB, env []string, program string, args ...string) *process {
	t.Helper()
	cmd := exec.Command(program, args...)
	cmd.Env = env
	return start(t, cmd)
}

func start(t testing.TB, cmd *exec.Cmd) *process {
	t.Helper()
	log, err := os.Create(filepath.Join(t.ArtifactDir(), filepath.Base(cmd.Path)+"-"+fmt.Sprint(time.Now().UnixNano())+".log"))
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stdout, cmd.Stderr = log, log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	p := &process{cmd: cmd, done: make(chan struct{})}
	go func() {
		p.err = cmd.Wait()
		close(p.done)
	}()
	t.Cleanup(func() {
		p.stop()
		log.Seek(0, io.SeekStart)
		const most = 16 << 10 // bytes: what the goroutines do fills pages
		if text, _ := io.ReadAll(io.LimitReader(log, most)); t.Failed() {
			t.Logf("%s said:\n%s", filepath.Base(cmd.Path), text)
		}
		log.Close()
	})
	return p
}

// stop asks the program to end, and makes it end if it does not.
func (p *process) stop() {
	p.cmd.Process.Signal(syscall.SIGTERM)
	select {
	case <-p.done:
	case <-time.After(deadline / 8):
		p.cmd.Process.Kill()
		<-p.done
	}
}

// ended reports whether the program has ended.
func (p *process) ended(context.Context) bool {
	select {
	case <-p.done:
		return true
	default:
		return false
	}
}

// dumped has the program write what its goroutines do, should the test fail
// while it still runs.
func (p *process) dumped(t testing.TB) {
	t.Cleanup(func() {
		if t.Failed() && !p.ended(context.Background()) {
			p.cmd.Process.Signal(syscall.SIGQUIT)
		}
	})
}

// until polls the outside world until it is as it should be.
func until(t testing.TB, what string, ok func(ctx context.Context) bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), deadline)
	defer cancel()
	ticker := time.NewTicker(100 * time.Millisecond)
	defer ticker.Stop()
	for !ok(ctx) {
		select {
		case <-ctx.Done():
			t.Fatalf("waited in vain for %v: %s", deadline, what)
		case <-ticker.C:
		}
	}
}

// build makes both programs.
func build(t testing.TB) string {
	t.Helper()
	bin := t.TempDir()
	for _, b := range []struct {
		name, target, cgo string
		args              []string
	}{
		{"hinnyd", "./app/headless", "0", nil},
		{"hinny", "./app", "1", []string{"-tags", "migrated_fynedo,no_animations"}},
	} {
		cmd := exec.Command("go", append(append([]string{"build"}, b.args...), "-o", filepath.Join(bin, b.name), b.target)...)
		cmd.Dir = filepath.Join("..", "..")
		cmd.Env = append(os.Environ(), "CGO_ENABLED="+b.cgo)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("build %s: %v\n%s", b.name, err, out)
		}
	}
	return bin
}
