//go:build unix

package library

import (
	"errors"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// lines is a log that a test reads while others write it.
type lines struct {
	mu   sync.Mutex
	text strings.Builder
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

// with returns how many lines have some words.
func (l *lines) with(words string) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strings.Count(l.text.String(), words)
}

// TestLinksAndPipesAreSaidOnce has loops of links, links out of the folder, a
// pipe that nobody writes to and a socket beside ordinary files, and puts some of
// them in the place of files that are shared.
func TestLinksAndPipesAreSaidOnce(t *testing.T) {
	var log lines
	w := &world{dir: realTempDir(t)}
	w.start(t, filepath.Join(t.TempDir(), "catalog.db"), Options{Log: slog.New(slog.NewTextHandler(&log, nil))})
	in := func(name string) string { return filepath.Join(w.dir, name) }
	w.write(t, "sub/a", "one")
	for _, name := range []string{"b", "c", "d"} {
		w.write(t, name, "shared at first "+name)
	}
	makePipe(in("pipe"))
	socket, err := net.Listen("unix", in("s"))
	if err != nil {
		t.Fatal(err)
	}
	defer socket.Close()
	err = errors.Join(os.Symlink("y", in("x")), os.Symlink("x", in("y")), os.Symlink(".", in("sub/self")),
		os.Symlink("../..", in("sub/above")), os.Symlink("/etc/passwd", in("out")))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.AddFolder(w.dir); err != nil {
		t.Fatal(err)
	}
	w.awaitEqual(t)
	if w.known() != 4 {
		t.Errorf("%d files are shared: %q", w.known(), w.listed())
	}
	if err := errors.Join(os.Remove(in("b")), os.Remove(in("c")), os.Symlink("/etc/passwd", in("c"))); err != nil {
		t.Fatal(err)
	}
	makePipe(in("b"))
	w.write(t, "e", "the rest goes on")
	w.awaitEqual(t)
	const words = "neither followed nor shared"
	if said := log.with(words); said != 1 {
		t.Errorf("said %d times", said)
	}
	for range 2 {
		w.rescan()
		await(t, func() string {
			if w.Status().Scanning {
				return "it is scanned"
			}
			return ""
		})
	}
	w.awaitEqual(t)
	if said := log.with(words); said != 2 || len(w.Status().Notices) != 0 {
		t.Errorf("said %d times, notices %q", said, w.Status().Notices)
	}
}
