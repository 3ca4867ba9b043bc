package library

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

var full = flag.Bool("full", false, "run the long form of the property tests")

// history does random things to a folder.
type history struct {
	random *rand.Rand
	root   string // shared
	away   string // not shared
	links  bool   // second names of files are made
}

// dir picks an existing or new directory, not always a shared one.
func (h *history) dir() string {
	base := h.root
	if h.random.IntN(6) == 0 {
		base = h.away
	}
	for range h.random.IntN(3) {
		base = filepath.Join(base, fmt.Sprintf("d%d", h.random.IntN(3)))
	}
	return base
}

func (h *history) file() string { return filepath.Join(h.dir(), fmt.Sprintf("f%d", h.random.IntN(4))) }

// write writes something into a file. It does not wait for somebody to read
// what turns out to be a pipe.
func (h *history) write(path string, flags int) {
	if f, err := os.OpenFile(path, os.O_WRONLY|syscall.O_NONBLOCK|flags, 0o644); err == nil {
		_, _ = f.WriteString(fmt.Sprint(h.random.IntN(1000)))
		_ = f.Close()
	}
}

// step does one thing. Most can fail because something is in the way or
// missing, which is as good a history as any.
func (h *history) step() {
	switch h.random.IntN(11) {
	case 0, 1:
		_ = os.MkdirAll(h.dir(), 0o755)
		h.write(h.file(), os.O_CREATE|os.O_TRUNC)
	case 2:
		h.write(h.file(), os.O_APPEND)
	case 3:
		_ = os.Rename(h.file(), h.file())
	case 4, 5:
		if from := h.dir(); from != h.root && from != h.away {
			_ = os.Rename(from, h.dir())
		}
	case 6:
		if victim := h.dir(); h.random.IntN(3) == 0 && victim != h.root && victim != h.away {
			_ = os.RemoveAll(victim)
		} else {
			_ = os.Remove(h.file())
		}
	case 7: // as editors save
		hidden, file := filepath.Join(h.dir(), ".saving"), h.file()
		h.write(hidden, os.O_CREATE|os.O_TRUNC)
		_ = os.Rename(hidden, file)
	case 8: // a loop, a link out of the folder, a second name
		_ = os.Symlink(h.dir(), h.file())
		_ = os.Symlink(h.away, h.dir())
		if h.links {
			_ = os.Link(h.file(), h.file())
		}
	case 9:
		makePipe(h.file())
	case 10: // shared under one name, not under the other
		file := h.file()
		_ = os.Rename(file, file+".part")
		_ = os.Rename(h.file()+".part", h.file())
	}
}

// TestAtRestTheCatalogIsTheDisk runs random histories against the system's own
// watcher, with no rescan to help.
func TestAtRestTheCatalogIsTheDisk(t *testing.T) { testHistories(t, false) }

// TestAtRestLinkedFilesAreAsOnTheDisk makes second names of files too. The
// system does not tell of a change under a name that is not shared, so that
// each history ends with a look at everything, as every hour does.
func TestAtRestLinkedFilesAreAsOnTheDisk(t *testing.T) { testHistories(t, true) }

// testHistories lets the disk and the catalog come to rest after each history.
// -full makes it a hundred times as long.
func testHistories(t *testing.T, links bool) {
	t.Helper()
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	w := begin(t, Options{Quiet: 30 * time.Millisecond})
	h := &history{random: rand.New(rand.NewPCG(seed, 1)), links: links, root: w.dir, away: filepath.Join(realTempDir(t), "away")}
	if err := os.Mkdir(h.away, 0o755); err != nil {
		t.Fatal(err)
	}
	rounds := 3
	if *full {
		rounds = 500
	}
	for range rounds {
		for range 10 + h.random.IntN(100) {
			h.step()
		}
		if links {
			w.rescan()
		}
		w.awaitEqual(t)
	}
	if notices := w.Status().Notices; len(notices) != 0 {
		t.Errorf("notices of a healthy disk: %q", notices)
	}
}
