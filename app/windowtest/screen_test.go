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

// windowName matches the title of the program's window.
const windowName = "^Hinny$"

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
	// Xvfb chooses a free display and says which: no number is guessed. It
	// repeats no key (-r): on a busy machine the release comes late.
	server := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "1200x800x24", "-nolisten", "tcp", "-r")
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
	until(t, "a window manager answers", func(context.Context) bool { return s.do("get_desktop") == nil })
	return s
}

// start runs the window with a personal folder of its own and waits for it.
func (s *screen) start(t *testing.T, dir, program string, args ...string) *process {
	t.Helper()
	env := append(s.env, "HOME="+dir, "XDG_CONFIG_HOME="+filepath.Join(dir, "config"), "XDG_CACHE_HOME="+dir, "XDG_RUNTIME_DIR="+dir, "HINNY_HOME="+filepath.Join(dir, "home"))
	p := run(t, env, program, args...)
	until(t, "the window is on the screen", func(context.Context) bool { return s.do("search", "--name", windowName) == nil })
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

// patience is how long a try may take to show its outcome before the next.
const patience = 4 * time.Second

// drive repeats what a person does until its outcome is there. The steps must
// be such that doing them again does no harm: the first Ctrl key on a fresh
// display was seen to do nothing while the text after it arrived.
func (s *screen) drive(t *testing.T, what string, steps [][]string, done func(context.Context) bool) {
	t.Helper()
	var next time.Time
	tries := 0
	until(t, what, func(ctx context.Context) bool {
		if done(ctx) {
			return true
		}
		if now := time.Now(); now.After(next) {
			if tries++; tries > 1 {
				t.Logf("%s: try %d", what, tries)
				s.picture(t, fmt.Sprintf("before-try-%d-%d", tries, now.UnixNano()))
			}
			s.act(t, steps)
			next = time.Now().Add(patience)
		}
		return false
	})
}

// act does steps in the window that has the keyboard, which is the program's.
// A window that closes meanwhile is an outcome, not a failure.
func (s *screen) act(t *testing.T, steps [][]string) {
	t.Helper()
	for _, step := range append([][]string{{"search", "--name", windowName, "windowactivate", "--sync"}}, steps...) {
		if err := s.do(step...); err != nil {
			t.Log(err)
			return
		}
	}
}

// keys is a step that presses keys one after the other.
func keys(keys ...string) []string { return append([]string{"key", "--delay", "60"}, keys...) }

// typed is a step that types a text.
func typed(text string) []string { return []string{"type", "--delay", "20", text} }

// click is a step that clicks a place in the window, from its upper left.
func click(x, y, times int) []string {
	return []string{
		"search", "--name", windowName, "mousemove", "--window", "%1", fmt.Sprint(x), fmt.Sprint(y),
		"click", "--repeat", fmt.Sprint(times), "--delay", "80", "1",
	}
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
type process struct {
	cmd  *exec.Cmd
	done chan struct{} // closed when it has ended
	err  error         // how; valid after done
}

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
	p := &process{cmd: cmd, done: make(chan struct{})}
	go func() {
		p.err = cmd.Wait()
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
func (p *process) dumped(t *testing.T) {
	t.Cleanup(func() {
		if t.Failed() && !p.ended(context.Background()) {
			p.cmd.Process.Signal(syscall.SIGQUIT)
		}
	})
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
