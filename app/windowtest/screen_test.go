//go:build window

package windowtest

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// screen is a virtual display with a window manager.
type screen struct {
	env []string
}

// openScreen starts the display for the length of the test. It skips where no
// display can be had; make test sees to it that one can.
func openScreen(t *testing.T) *screen {
	t.Helper()
	for _, tool := range []string{"Xvfb", "xdotool", "openbox", "import"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("no %s here; make test installs it", tool)
		}
	}
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	// Xvfb chooses a free display and says which: no number is guessed.
	server := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "1200x800x24", "-nolisten", "tcp")
	server.ExtraFiles = []*os.File{write}
	start(t, server)
	write.Close()
	line, err := bufio.NewReader(read).ReadString('\n')
	if err != nil {
		t.Fatalf("Xvfb names no display: %v", err)
	}
	s := &screen{env: append(os.Environ(), "DISPLAY=:"+strings.TrimSpace(line), "WAYLAND_DISPLAY=", "LIBGL_ALWAYS_SOFTWARE=1",
		"FYNE_SCALE=1", "FYNE_THEME=light", "LANG=en_US.UTF-8")}
	run(t, s.env, "openbox")
	return s
}

// start runs the window with a personal folder of its own and waits for it.
func (s *screen) start(t *testing.T, dir, program string, args ...string) *process {
	t.Helper()
	env := append(s.env, "HOME="+dir, "XDG_CONFIG_HOME="+filepath.Join(dir, "config"), "XDG_CACHE_HOME="+dir, "XDG_RUNTIME_DIR="+dir, "HINNY_HOME="+filepath.Join(dir, "home"))
	p := run(t, env, program, args...)
	until(t, "the window is on the screen", func(context.Context) bool { return s.do("search", "--name", "^Hinny$") == nil })
	return p
}

// do runs xdotool.
func (s *screen) do(args ...string) error {
	cmd := exec.Command("xdotool", args...)
	cmd.Env = s.env
	out, err := cmd.CombinedOutput()
	if err != nil {
		return fmt.Errorf("xdotool %s: %w: %s", strings.Join(args, " "), err, out)
	}
	return nil
}

func (s *screen) must(t *testing.T, args ...string) {
	t.Helper()
	if err := s.do(args...); err != nil {
		t.Fatal(err)
	}
}

// focus gives the window the keyboard, through the window manager.
func (s *screen) focus(t *testing.T) {
	t.Helper()
	s.must(t, "search", "--name", "^Hinny$", "windowactivate", "--sync")
}

func (s *screen) key(t *testing.T, key string) {
	t.Helper()
	s.must(t, "key", key)
}

func (s *screen) typed(t *testing.T, text string) {
	t.Helper()
	s.must(t, "type", "--delay", "20", text)
}

// picture keeps what the screen shows among the test's artifacts.
func (s *screen) picture(t *testing.T, name string) {
	t.Helper()
	cmd := exec.Command("import", "-window", "root", filepath.Join(t.ArtifactDir(), name+".png"))
	cmd.Env = s.env
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("take a picture of %s: %v: %s", name, err, out)
	}
}

// process is a program that runs at most as long as the test.
type process struct{ done chan error }

// run starts a program and stops it at the end of the test.
func run(t *testing.T, env []string, program string, args ...string) *process {
	t.Helper()
	cmd := exec.Command(program, args...)
	cmd.Env = env
	return start(t, cmd)
}

func start(t *testing.T, cmd *exec.Cmd) *process {
	t.Helper()
	log, err := os.Create(filepath.Join(t.ArtifactDir(), filepath.Base(cmd.Path)+"-"+fmt.Sprint(time.Now().UnixNano())+".log"))
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stdout, cmd.Stderr = log, log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	p := &process{done: make(chan error, 1)}
	go func() {
		p.done <- cmd.Wait()
		close(p.done)
	}()
	t.Cleanup(func() {
		cmd.Process.Signal(syscall.SIGTERM)
		select {
		case <-p.done:
		case <-time.After(deadline / 4):
			cmd.Process.Kill()
			<-p.done
		}
		log.Seek(0, io.SeekStart)
		if text, _ := io.ReadAll(log); t.Failed() {
			t.Logf("%s said:\n%s", filepath.Base(cmd.Path), text)
		}
		log.Close()
	})
	return p
}

// ends waits for the program to end well.
func (p *process) ends(t *testing.T, within time.Duration) {
	t.Helper()
	select {
	case err := <-p.done:
		if err != nil {
			t.Errorf("the window ended with: %v", err)
		}
	case <-time.After(within):
		t.Error("the window did not close")
	}
}

// until polls the outside world until it is as it should be.
func until(t *testing.T, what string, ok func(ctx context.Context) bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), deadline)
	defer cancel()
	for tick := time.NewTicker(200 * time.Millisecond); !ok(ctx); {
		select {
		case <-ctx.Done():
			t.Fatalf("waited in vain: %s", what)
		case <-tick.C:
		}
	}
}

// build makes both programs.
func build(t *testing.T) string {
	t.Helper()
	bin := t.TempDir()
	for _, b := range []struct {
		name, target, cgo string
		args              []string
	}{
		{"hinnyd", "./app/headless", "0", nil},
		{"hinny", "./app", "1", []string{"-tags", "migrated_fynedo"}},
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
