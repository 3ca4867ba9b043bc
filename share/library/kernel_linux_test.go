package library

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// The tests of this file have the kernel itself refuse what the others only
// pretend that it refuses.

// namespaceEnv tells a test process that it runs in namespaces of its own.
const namespaceEnv = "HINNY_TEST_NAMESPACE"

// Who a test is in a user namespace: one who may mount and set limits there, or
// one who may do nothing special.
const (
	asRoot   = 0
	asNobody = 1000
)

// inNamespace runs the calling test again in user and mount namespaces of its
// own, where nothing it does reaches the machine, and returns whether this is
// that run. Where the system has no such namespaces to give the test is skipped.
func inNamespace(t *testing.T, as int) bool {
	t.Helper()
	if os.Getenv(namespaceEnv) != "" {
		return true
	}
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run", "^"+t.Name()+"$", "-test.v")
	cmd.Env = append(os.Environ(), namespaceEnv+"=1")
	var out strings.Builder
	cmd.Stdout, cmd.Stderr = &out, &out
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags:  syscall.CLONE_NEWUSER | syscall.CLONE_NEWNS,
		UidMappings: []syscall.SysProcIDMap{{ContainerID: as, HostID: os.Getuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{ContainerID: as, HostID: os.Getgid(), Size: 1}},
	}
	if err := cmd.Start(); err != nil {
		t.Skip("no user namespace: ", err)
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("in a namespace: %v\n%s", err, out.String())
	} else if strings.Contains(out.String(), "--- SKIP") {
		t.Skip(out.String())
	}
	return false
}

// limitWatches sets how many directories may be watched in this namespace.
func limitWatches(t *testing.T, limit int) {
	t.Helper()
	if err := os.WriteFile("/proc/sys/user/max_inotify_watches", fmt.Append(nil, limit), 0); err != nil {
		t.Skip("the limit cannot be set: ", err)
	}
}

func TestWhereTheKernelHasNoWatchesLeftTheRestGoesOn(t *testing.T) {
	if !inNamespace(t, asRoot) {
		return
	}
	const limit = 8
	limitWatches(t, limit)
	w := &world{dir: realTempDir(t)}
	w.start(t, filepath.Join(t.TempDir(), "catalog.db"), Options{})
	written := int64(0)
	writeAll := func(name string) {
		for n := range 3 * limit {
			text := fmt.Sprint(name, " ", n)
			w.write(t, fmt.Sprintf("folder %d/%s", n, name), text)
			written += int64(len(text))
		}
	}
	said := func(times int) {
		t.Helper()
		if w.noticed("max_user_watches") != times || len(w.Status().Notices) != times {
			t.Errorf("notices %q, not %d", w.Status().Notices, times)
		}
	}
	writeAll("early")
	if _, err := w.AddFolder(w.dir); err != nil {
		t.Fatal(err)
	}
	w.awaitEqual(t)
	said(1)
	writeAll("later")
	w.poll(time.Now().Add(time.Hour))
	w.awaitEqual(t)
	said(1)
	limitWatches(t, 10*limit)
	w.poll(time.Now().Add(2 * time.Hour))
	await(t, func() string {
		if w.Status().Scanning {
			return "it is scanned with watches enough"
		}
		return ""
	})
	said(0)
	writeAll("last")
	w.awaitEqual(t)
	if hashed := w.Status().Hashed; hashed != written {
		t.Errorf("%d bytes read of %d", hashed, written)
	}
}

// mounted mounts something and has it unmounted at the end of the test at last.
func mounted(t *testing.T, source, target, fs string, flags uintptr) {
	t.Helper()
	if err := syscall.Mount(source, target, fs, flags, ""); err != nil {
		t.Skip("nothing can be mounted: ", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(target, syscall.MNT_DETACH) })
}

// unplugged unmounts what nobody reads any more.
func unplugged(t *testing.T, target string) {
	t.Helper()
	await(t, func() string {
		if err := syscall.Unmount(target, 0); err != nil {
			return "unmounted: " + err.Error()
		}
		return ""
	})
}

func TestADriveIsUnpluggedAndPluggedInAgain(t *testing.T) {
	if !inNamespace(t, asRoot) {
		return
	}
	drive := realTempDir(t)
	mounted(t, "drive", drive, "tmpfs", 0)
	w := &world{dir: realTempDir(t)}
	w.start(t, filepath.Join(t.TempDir(), "catalog.db"), Options{})
	mounted(t, drive, w.dir, "", syscall.MS_BIND)
	w.write(t, "a", "one")
	w.write(t, "sub/b", "three")
	if _, err := w.AddFolder(w.dir); err != nil {
		t.Fatal(err)
	}
	w.awaitEqual(t)
	rest := &world{Library: w.Library, catalog: w.catalog, dir: realTempDir(t)}
	if _, err := rest.AddFolder(rest.dir); err != nil {
		t.Fatal(err)
	}
	for round := range 2 {
		unplugged(t, w.dir)
		other := rest.write(t, fmt.Sprint("while away ", round), "the rest goes on")
		await(t, func() string {
			w.poll(time.Now())
			_, known := w.catalog.ByPath(other)
			if known && w.noticed(w.dir+" is there, but the drive") == 1 {
				return ""
			}
			return fmt.Sprintf("%q, notices %q", w.listed(), w.Status().Notices)
		})
		if w.known() != 3+round {
			t.Errorf("%d files known, notices %q", w.known(), w.Status().Notices)
		}
		mounted(t, drive, w.dir, "", syscall.MS_BIND)
		await(t, func() string {
			w.poll(time.Now())
			if notices := w.Status().Notices; len(notices) > 0 {
				return fmt.Sprintf("notices %q", notices)
			}
			return ""
		})
	}
	if hashed, want := w.Status().Hashed, int64(len("one"+"three")+2*len("the rest goes on")); hashed != want {
		t.Errorf("%d bytes read of %d", hashed, want)
	}
}

func TestWhatTheKernelDoesNotLetReadIsSaidOnce(t *testing.T) {
	if !inNamespace(t, asNobody) {
		return
	}
	w := begin(t, Options{})
	path := w.write(t, "sub/a", "one")
	w.awaitEqual(t)
	chmod := func(path string, mode os.FileMode) {
		t.Helper()
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
	}
	sub := filepath.Dir(path)
	chmod(sub, 0)
	defer chmod(sub, 0o700)
	if _, err := os.ReadDir(sub); !errors.Is(err, os.ErrPermission) {
		t.Skip("this person may read everything: ", err)
	}
	w.awaitTrouble(t, sub+" cannot be read now: permission denied")
	hidden, making := filepath.Join(w.dir, "locked"), w.write(t, ".making", "nobody may read this")
	chmod(making, 0)
	if err := os.Rename(making, hidden); err != nil {
		t.Fatal(err)
	}
	w.write(t, "b", "the rest goes on")
	await(t, func() string {
		if w.known() == 2 && w.noticed(hidden+" cannot be read and is not shared: permission denied") == 1 {
			return ""
		}
		return fmt.Sprintf("%q, notices %q", w.listed(), w.Status().Notices)
	})
	w.awaitTrouble(t, sub+" cannot be read now: permission denied")
	if len(w.Status().Notices) != 2 {
		t.Errorf("notices %q", w.Status().Notices)
	}
	chmod(sub, 0o700)
	chmod(hidden, 0o600)
	w.awaitTrouble(t, "")
	w.awaitEqual(t)
}

// TestADriveInAFolderIsUnpluggedAndPluggedInAgain looks at nothing but the table
// of mounts, as the keeper does every ten seconds.
func TestADriveInAFolderIsUnpluggedAndPluggedInAgain(t *testing.T) {
	if !inNamespace(t, asRoot) {
		return
	}
	drive := realTempDir(t)
	mounted(t, "drive", drive, "tmpfs", 0)
	w := begin(t, Options{})
	inner := filepath.Dir(w.write(t, "disks/usb/.keep", ""))
	mounted(t, drive, inner, "", syscall.MS_BIND)
	w.write(t, "disks/usb/a", "one")
	w.write(t, "disks/usb/sub/b", "three")
	w.write(t, "c", "the rest")
	w.rescan()
	w.awaitEqual(t)
	said := inner + " is there, but the drive"
	for range 2 {
		unplugged(t, inner)
		await(t, func() string {
			w.followMounts()
			if w.noticed(said) == 1 && w.known() == 3 {
				return ""
			}
			return fmt.Sprintf("%q, notices %q", w.listed(), w.Status().Notices)
		})
		mounted(t, drive, inner, "", syscall.MS_BIND)
		await(t, func() string {
			w.followMounts()
			if notices := w.Status().Notices; len(notices) > 0 {
				return fmt.Sprintf("notices %q", notices)
			}
			return ""
		})
	}
	if hashed, want := w.Status().Hashed, int64(len("one"+"three"+"the rest")); hashed != want {
		t.Errorf("%d bytes read of %d", hashed, want)
	}
}
