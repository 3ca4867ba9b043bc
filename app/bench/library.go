package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"hinny/app/api"
)

// libraryScenario is the name of the scenario of one node with many files.
const libraryScenario = "library"

const (
	// defaultFiles is how many files it makes unless it is told.
	defaultFiles = 100_000
	// movedFiles is how many files lie in the folder that is moved.
	movedFiles = 10_000
	// libraryTimeout bounds the whole scenario; a million files take minutes to
	// make and to hash.
	libraryTimeout = time.Hour
	// idleAfter is how long after it has verified its files a node counts as
	// idle: ten seconds after a bulk the index is merged, which takes a million
	// files 16 s, and the rarest words are counted for the DHT.
	idleAfter = 40 * time.Second
	// idleWatch is how long an idle node is looked at.
	idleWatch = 20 * time.Second
	// seeked is how many of the moved files are searched for under their new
	// names.
	seeked = 100
	// addedWords and movedName are what the added file and the moved folder are
	// called: names that nothing else has.
	addedWords, addedName = "zyxadded solitaire", addedWords + ".flac"
	movedName             = "zyxmoved"
)

// library is one run of the scenario: a node and the folder it shares.
type library struct {
	files        int
	home, folder string
	program      string
	procs        *processes
	node         *exec.Cmd
	client       *api.Client
	out          *report
}

// benchLibrary makes many small files, shares them and measures what the
// person at the machine waits for.
func benchLibrary(ctx context.Context, o options) error {
	ctx, cancel := context.WithTimeout(ctx, libraryTimeout)
	defer cancel()
	dir, err := os.MkdirTemp(o.dir, "hinny-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if o.files == 0 {
		o.files = defaultFiles
	}
	l := &library{
		files: o.files, home: filepath.Join(dir, "home"), folder: filepath.Join(dir, "library"),
		program: filepath.Join(o.bin, "hinnyd"), procs: &processes{}, out: newReport(os.Stdout),
	}
	if err := os.MkdirAll(l.home, 0o700); err != nil {
		return err
	}
	if o.keep != "" {
		l.folder = filepath.Join(o.keep, fmt.Sprintf("library-%d", l.files))
		defer l.restore()
	}
	begin := time.Now()
	if err := makeLibraryOnce(l.folder, l.files); err != nil {
		return err
	}
	l.out.row("files made", fmt.Sprintf("%d in %.1f s", l.files, time.Since(begin).Seconds()))
	defer l.procs.stop()
	for _, step := range []func(context.Context) error{l.firstTick, l.secondStart, l.addOne, l.move, l.stop} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

// start starts the node and returns when it answers.
func (l *library) start(ctx context.Context) (err error) {
	l.node, l.client, err = l.procs.startNode(ctx, l.program, l.home, "--downloads", filepath.Join(l.home, "got"))
	return err
}

// stop ends the node in order.
func (l *library) stop(context.Context) error {
	begin := time.Now()
	l.procs.stop()
	l.out.row("stop", seconds(time.Since(begin)))
	return nil
}

// firstTick shares the folder with a fresh node.
func (l *library) firstTick(ctx context.Context) error {
	if err := l.start(ctx); err != nil {
		return err
	}
	pid := l.node.Process.Pid
	watch := l.procs.watch()
	begin := time.Now()
	if _, err := l.client.AddFolder(ctx, l.folder); err != nil {
		return err
	}
	hashed := time.Duration(0)
	if err := poll(ctx, func() error {
		now, err := l.client.Status(ctx)
		if err == nil && hashed == 0 && now.SharedFiles >= l.files {
			hashed = time.Since(begin)
		}
		return errors.Join(err, atLeast("searchable files", now.Indexed, l.files))
	}); err != nil {
		return err
	}
	m := watch.done(time.Since(begin))
	l.out.row("first tick: all in the catalog", seconds(hashed))
	l.out.row("first tick: all searchable", fmt.Sprintf("%s, %.0f files/s", seconds(m.wall), float64(l.files)/m.wall.Seconds()))
	l.out.row("  processor time", fmt.Sprintf("%s, %.0f µs/file", seconds(m.cpu), float64(m.cpu.Microseconds())/float64(l.files)))
	l.out.row("  most private memory", megabytes(m.mem))
	l.out.row("  memory at the end", memory(pid))
	if err := l.stop(ctx); err != nil {
		return err
	}
	for _, part := range []string{"catalog.db", "index-v1"} {
		size, err := diskUse(filepath.Join(l.home, part))
		if err != nil {
			return err
		}
		l.out.row(part, fmt.Sprintf("%.0f bytes/file", float64(size)/float64(l.files)))
	}
	return nil
}

// secondStart starts the node again, with nothing changed.
func (l *library) secondStart(ctx context.Context) error {
	watch := l.procs.watch()
	begin := time.Now()
	if err := l.start(ctx); err != nil {
		return err
	}
	if err := poll(ctx, func() error { return l.seek(ctx, number(l.files-1)) }); err != nil {
		return err
	}
	l.out.row("second start: searchable", seconds(time.Since(begin)))
	if err := poll(ctx, func() error {
		now, err := l.client.Status(ctx)
		if err == nil && now.Scanning {
			err = errors.New("the folders are still being looked at")
		}
		return errors.Join(err, l.atRest(now))
	}); err != nil {
		return err
	}
	m := watch.done(time.Since(begin))
	l.out.row("second start: verified", fmt.Sprintf("%s, %s of processor", seconds(m.wall), seconds(m.cpu)))
	l.out.row("  most private memory", megabytes(m.mem))
	pid := l.node.Process.Pid
	l.out.row("  memory", memory(pid))
	if err := pause(ctx, idleAfter); err != nil {
		return err
	}
	before := processTime(pid)
	if err := pause(ctx, idleWatch); err != nil {
		return err
	}
	l.out.row("  idle processor", fmt.Sprintf("%.2f %%", 100*(processTime(pid)-before).Seconds()/idleWatch.Seconds()))
	l.out.row("  memory after "+(idleAfter+idleWatch).String(), memory(pid))
	return nil
}

// pause lets time go by.
func pause(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}

// atRest reports whether the catalog and the index hold all files and nothing
// is on its way.
func (l *library) atRest(now api.Status) error {
	if now.Hashing > 0 {
		return fmt.Errorf("%d files are still to be hashed", now.Hashing)
	}
	return errors.Join(atLeast("files in the catalog", now.SharedFiles, l.files), atLeast("searchable files", now.Indexed, l.files))
}

// addOne adds a file to the library as it is.
func (l *library) addOne(ctx context.Context) error {
	begin := time.Now()
	if err := os.WriteFile(filepath.Join(l.folder, addedName), []byte("one more"), 0o644); err != nil {
		return err
	}
	l.files++
	if err := poll(ctx, func() error { return l.seek(ctx, addedWords) }); err != nil {
		return err
	}
	const quiet = 2 * time.Second // share/library's default
	l.out.row("one more file: searchable", seconds(time.Since(begin)-quiet)+" after the quiet period")
	return nil
}

// move renames a folder with many files.
func (l *library) move(ctx context.Context) error {
	before, err := l.client.Status(ctx)
	if err != nil {
		return err
	}
	many := min(movedFiles, l.files)
	begin := time.Now()
	if err := os.Rename(filepath.Join(l.folder, topName(0)), filepath.Join(l.folder, movedName)); err != nil {
		return err
	}
	for i := range seeked {
		if err := poll(ctx, func() error { return l.seek(ctx, movedName+" "+number(i*many/seeked)) }); err != nil {
			return err
		}
	}
	after, err := l.client.Status(ctx)
	if err != nil {
		return err
	}
	l.out.row(fmt.Sprintf("folder of %d files moved", many),
		fmt.Sprintf("%s, %d bytes hashed", seconds(time.Since(begin)), after.HashedBytes-before.HashedBytes))
	return poll(ctx, func() error {
		now, err := l.client.Status(ctx)
		return errors.Join(err, l.atRest(now))
	})
}

// restore undoes what the scenario did to a library that is kept.
func (l *library) restore() {
	_ = os.Remove(filepath.Join(l.folder, addedName))                                      // unless it came so far
	_ = os.Rename(filepath.Join(l.folder, movedName), filepath.Join(l.folder, topName(0))) // the same
}

// seek searches for words that one file has and fails if it is not found.
func (l *library) seek(ctx context.Context, text string) error {
	found := false
	err := l.client.Search(ctx, api.SearchRequest{Text: text + " ", Timeout: pollEvery}, func(api.Result) bool {
		found = true
		return false
	})
	if !found {
		err = errors.Join(err, fmt.Errorf("%q is not found", text))
	}
	return err
}

func atLeast(what string, got, want int) error {
	if got < want {
		return fmt.Errorf("%d of %d %s", got, want, what)
	}
	return nil
}

// diskUse adds up the sizes of all files at and below a path.
func diskUse(path string) (bytes int64, err error) {
	err = filepath.WalkDir(path, func(_ string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		info, err := entry.Info()
		if err == nil {
			bytes += info.Size()
		}
		return err
	})
	return bytes, err
}
