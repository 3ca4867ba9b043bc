package fsys

import (
	"os"
	"runtime"
	"time"

	"golang.org/x/sys/unix"
)

// MachineUse returns how the processors were used; not ok where that cannot be
// asked.
func MachineUse() (u Use, ok bool) {
	table, err := os.ReadFile("/proc/stat")
	if err != nil {
		return u, false
	}
	if u, ok = useOf(string(table)); !ok {
		return u, false
	}
	var own unix.Rusage
	if err := unix.Getrusage(unix.RUSAGE_SELF, &own); err != nil {
		return u, false
	}
	u.Own = time.Duration(own.Utime.Nano() + own.Stime.Nano())
	return u, true
}

// Who and how of ioprio_set(2), from the kernel's include/uapi/linux/ioprio.h.
const (
	ioprioThread   = 1       // IOPRIO_WHO_PROCESS, which is one thread; 0 is the calling one
	ioprioOrdinary = 0       // IOPRIO_CLASS_NONE: by the thread's nice value
	ioprioWhenIdle = 3 << 13 // IOPRIO_CLASS_IDLE
)

// InBackground has the disk serve what do reads after all that others want of
// it. Schedulers of disks that have no such order (none, kyber) take no notice.
func InBackground(do func()) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if _, _, failed := unix.Syscall(unix.SYS_IOPRIO_SET, ioprioThread, 0, ioprioWhenIdle); failed == 0 {
		defer func() { _, _, _ = unix.Syscall(unix.SYS_IOPRIO_SET, ioprioThread, 0, ioprioOrdinary) }() // it was so before
	}
	do()
}
