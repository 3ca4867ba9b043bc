//go:build window

package windowtest

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
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
func openScreen(t testing.TB) *screen {
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
		"FYNE_SCALE=1", "FYNE_THEME=light", "LANG=en_US.UTF-8", "LC_ALL=", "LANGUAGE=")}
	run(t, s.env, "openbox")
	until(t, "a window manager answers", func(context.Context) bool {
		_, err := s.do("get_desktop")
		return err == nil
	})
	return s
}

// personal is the surroundings of a window with a personal folder of its own.
func (s *screen) personal(dir string) []string {
	return append(slices.Clip(s.env), "HOME="+dir, "XDG_CONFIG_HOME="+filepath.Join(dir, "config"), "XDG_CACHE_HOME="+dir, "XDG_RUNTIME_DIR="+dir, "HINNY_HOME="+filepath.Join(dir, "home"))
}

// begin runs the window with a personal folder of its own.
func (s *screen) begin(t testing.TB, dir, program string, args ...string) *process {
	t.Helper()
	p := run(t, s.personal(dir), program, args...)
	p.dumped(t)
	s.kept(t) // after it: what is registered last happens first
	return p
}

// drawn looks at one pixel in the middle of the window.
func (s *screen) drawn(t testing.TB) bool {
	t.Helper()
	cmd := exec.Command("import", "-window", "root", "-crop", "1x1+600+300", "-depth", "8", "gray:-")
	cmd.Env = s.env
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("look at the screen: %v", err)
	}
	const black = 10
	return len(out) > 0 && out[0] > black
}

// start runs the window with a personal folder of its own and waits until it
// is drawn and has the keyboard.
func (s *screen) start(t testing.TB, dir, program string, args ...string) *process {
	t.Helper()
	p := s.begin(t, dir, program, args...)
	until(t, "the window is drawn and has the keyboard", func(context.Context) bool {
		return s.focus() == nil && lit(s.shot(t))
	})
	return p
}

// lit reports whether a window is drawn: no longer black all over.
func lit(picture image.Image) bool {
	r, g, b, _ := picture.At(picture.Bounds().Dx()/2, picture.Bounds().Dy()/2).RGBA()
	return r+g+b > 0x8000
}

// do runs xdotool.
func (s *screen) do(args ...string) (string, error) {
	cmd := exec.Command("xdotool", args...)
	cmd.Env = s.env
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("xdotool %s: %w", strings.Join(args, " "), err)
	}
	return strings.TrimSpace(string(out)), nil
}

// focus gives the keyboard to the program's window and says whether it has it.
//
// The X server is asked, not the window manager: openbox calls a window active
// before the server has moved the keyboard to it, and keys that are sent in
// between go to openbox.
func (s *screen) focus() error {
	found, err := s.do("search", "--name", windowName)
	if err != nil {
		return err
	}
	window, _, _ := strings.Cut(found, "\n")
	if has, err := s.do("getwindowfocus"); err == nil && has == window {
		return nil
	}
	if _, err := s.do("windowactivate", window); err != nil {
		return err
	}
	if has, err := s.do("getwindowfocus"); err != nil || has != window {
		return fmt.Errorf("window %s has the keyboard, not %s: %w", has, window, err)
	}
	return nil
}

// patience is how long a try may take to show its outcome before the next.
const patience = 15 * time.Second

// drive repeats what a person does until its outcome is there. The steps must
// be such that doing them again does no harm.
func (s *screen) drive(t testing.TB, what string, steps [][]string, done func(context.Context) bool) {
	t.Helper()
	var next time.Time
	tries := 0
	until(t, what, func(ctx context.Context) bool {
		if done(ctx) {
			return true
		}
		if now := time.Now(); now.After(next) && s.focus() == nil {
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
func (s *screen) act(t testing.TB, steps [][]string) {
	t.Helper()
	for _, step := range steps {
		if _, err := s.do(step...); err != nil {
			t.Log(err)
			return
		}
	}
}

// keys is a step that presses keys one after the other.
func keys(keys ...string) []string { return append([]string{"key", "--delay", "60"}, keys...) }

// typed is a step that types a text.
func typed(text string) []string { return []string{"type", "--delay", "20", text} }

// clickAt is a step that clicks a place in the window, from its upper left.
// The mouse rests before it clicks, so that what is under it knows.
func clickAt(x, y, times, button int) []string {
	return []string{
		"search", "--name", windowName, "mousemove", "--window", "%1", fmt.Sprint(x), fmt.Sprint(y), "sleep", "0.2",
		"click", "--repeat", fmt.Sprint(times), "--delay", "80", fmt.Sprint(button), "sleep", "0.3",
	}
}

// clickOnScreen is a step that clicks a place of the screen.
func clickOnScreen(at image.Point) []string {
	return []string{"mousemove", fmt.Sprint(at.X), fmt.Sprint(at.Y), "sleep", "0.2", "click", "1", "sleep", "0.3"}
}

// click is a step that clicks a place once.
func click(x, y int) []string { return clickAt(x, y, 1, 1) }

// double is a step that clicks a place twice.
func double(x, y int) []string { return clickAt(x, y, 2, 1) }

// shot returns what the screen shows.
func (s *screen) shot(t testing.TB) image.Image {
	t.Helper()
	cmd := exec.Command("import", "-window", "root", "png:-")
	cmd.Env = s.env
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("take a picture: %v", err)
	}
	picture, err := png.Decode(bytes.NewReader(out))
	if err != nil {
		t.Fatalf("understand the picture: %v", err)
	}
	return picture
}

// picture keeps what the screen shows among the test's artifacts.
func (s *screen) picture(t testing.TB, name string) {
	t.Helper()
	cmd := exec.Command("import", "-window", "root", filepath.Join(t.ArtifactDir(), name+".png"))
	cmd.Env = s.env
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("take a picture of %s: %v: %s", name, err, out)
	}
}

// kept saves pictures and logs of a test that fails, and says where.
func (s *screen) kept(t testing.TB) {
	artifacts := t.ArtifactDir() // before the clean-up, so that it outlives it
	t.Cleanup(func() {
		if !t.Failed() {
			return
		}
		s.picture(t, "failed")
		dir, err := os.MkdirTemp("", "hinny-window-")
		if err == nil {
			err = os.CopyFS(dir, os.DirFS(artifacts))
		}
		if err != nil {
			t.Logf("keep the pictures: %v", err)
			return
		}
		t.Logf("what the screen showed: %s", filepath.Join(dir, "failed.png"))
	})
}
