package fsys

import (
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

func ioprio(t *testing.T) uintptr {
	t.Helper()
	got, _, failed := unix.Syscall(unix.SYS_IOPRIO_GET, ioprioThread, 0, 0)
	if failed != 0 {
		t.Skip("the system has no priorities of disks: ", failed)
	}
	return got >> 13 // the class
}

func TestWhatIsReadInTheBackgroundComesLast(t *testing.T) {
	const whenIdle = 3
	during := uintptr(0)
	InBackground(func() { during = ioprio(t) })
	InBackground(func() {
		if during != whenIdle || ioprio(t) != whenIdle {
			t.Errorf("class %d", during)
		}
	})
}

func TestTheUseOfThisMachineIsKnown(t *testing.T) {
	before, ok := MachineUse()
	if !ok || before.All <= 0 || before.Busy <= 0 || before.Busy > before.All {
		t.Fatalf("%+v %v", before, ok)
	}
	for begun := time.Now(); time.Since(begun) < 5*time.Millisecond; {
		continue // work
	}
	if after, _ := MachineUse(); after.Own <= before.Own {
		t.Errorf("%v of own work after %v", after.Own, before.Own)
	}
}
