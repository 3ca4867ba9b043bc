package index

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"

	"hinny/share"
)

// namespaceEnv tells a test process that it runs in namespaces of its own.
const namespaceEnv = "HINNY_TEST_NAMESPACE"

// inNamespace runs the calling test again in user and mount namespaces of its
// own, where it may mount and nothing it does reaches the machine, and returns
// whether this is that run. Where the system has none to give the test is skipped.
func inNamespace(t *testing.T) bool {
	t.Helper()
	if os.Getenv(namespaceEnv) != "" {
		return true
	}
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run", "^"+t.Name()+"$", "-test.v")
	cmd.Env = append(os.Environ(), namespaceEnv+"=1")
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags:  syscall.CLONE_NEWUSER | syscall.CLONE_NEWNS,
		UidMappings: []syscall.SysProcIDMap{{HostID: os.Getuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{HostID: os.Getgid(), Size: 1}},
	}
	out, err := cmd.CombinedOutput()
	switch {
	case len(out) == 0 && err != nil:
		t.Skip("no user namespace: ", err)
	case err != nil:
		t.Errorf("in a namespace: %v\n%s", err, out)
	case strings.Contains(string(out), "--- SKIP"):
		t.Skip(string(out))
	}
	return false
}

// TestAFullDiskLosesNothing has an index grow on a disk that is too small for it
// until there is room.
func TestAFullDiskLosesNothing(t *testing.T) {
	if !inNamespace(t) {
		return
	}
	const many, room = 20_000, 1 << 20
	dir := t.TempDir()
	if err := syscall.Mount("disk", dir, "tmpfs", 0, fmt.Sprint("size=", room)); err != nil {
		t.Skip("nothing can be mounted: ", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(dir, syscall.MNT_DETACH) })
	c := openCatalog(t, t.TempDir())
	random, name := seeded(t), func(n int) string { return fmt.Sprintf("n%05d", n) }
	var files []share.File
	for n := range many {
		files = append(files, share.File{Rel: name(n) + " " + randomFile(random, n).Rel, Root: share.RootHash{byte(n), byte(n >> 8)}})
	}
	put(t, c, files...)
	var log strings.Builder
	i := openIndex(t, dir, c, &log)
	stop := run(t, i)
	finds := func(n int) {
		t.Helper()
		if got := search(t, i, name(n)+" "); len(got) != 1 || got[0] != files[n].Rel {
			t.Errorf("%s finds %q", name(n), got)
		}
	}
	eventually(t, "all are found", func() bool { return i.Indexed() == many })
	for range 20 {
		finds(random.IntN(many))
	}
	if err := syscall.Mount("disk", dir, "tmpfs", syscall.MS_REMOUNT, fmt.Sprint("size=", 64*room)); err != nil {
		t.Fatal(err)
	}
	put(t, c, named("one more.flac")...)
	inStep(t, i, c)
	eventually(t, "all are on the disk", func() bool {
		var now syscall.Statfs_t
		err := syscall.Statfs(dir, &now)
		return err == nil && (now.Blocks-now.Bfree)*uint64(now.Bsize) > room
	})
	stop()
	closeIndex(t, i)
	i = openIndex(t, dir, c, &log)
	if i.Indexed() != many+1 || log.Len() > 0 {
		t.Errorf("%d of %d files are known at the next start, the log says %q", i.Indexed(), many+1, &log)
	}
	for range 20 {
		finds(random.IntN(many))
	}
}
