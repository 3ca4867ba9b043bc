package part

import (
	"testing"

	"hinny/share/fsys"
)

func TestAfterAFlushAPowerCutLosesNoOrder(t *testing.T) {
	s := newSample(t, 100)
	disk := fsys.NewMemory(1<<30, nil)
	store := memoryStore(disk)
	f, err := store.Create(s.meta(""))
	check(t, err)
	check(t, store.Flush())
	for _, keepNames := range []bool{false, true} {
		list, err := memoryStore(disk.Crash(keepNames)).List()
		check(t, err)
		if len(list) != 1 || list[0].Root != s.root() {
			t.Errorf("after a power cut there are %d downloads, names kept early: %v", len(list), keepNames)
		}
	}
	check(t, f.Close())
	check(t, store.Remove(s.root()))
	check(t, store.Flush())
}

func TestAPowerCutBeforeTheFlushLeavesNothingWrong(t *testing.T) {
	s := newSample(t, 100)
	disk := fsys.NewMemory(1<<30, nil)
	_, err := memoryStore(disk).Create(s.meta(""))
	check(t, err)
	for at, keepNames := range []bool{false, true} {
		survive(t, disk.Crash(keepNames), s, at)
	}
}

func TestAmendedMetaIsDurableWithTheNextUpdate(t *testing.T) {
	s := newSample(t, 100)
	disk := fsys.NewMemory(1<<30, nil)
	store := memoryStore(disk)
	f := begin(t, store, s, "")
	f.Amend(func(m *Meta) { m.Seconds = 7 })
	check(t, f.Update(func(m *Meta) { m.Paused = true }))
	list, err := memoryStore(disk.Crash(false)).List()
	check(t, err)
	if len(list) != 1 || list[0].Seconds != 7 || !list[0].Paused {
		t.Errorf("after a power cut: %+v", list)
	}
}
