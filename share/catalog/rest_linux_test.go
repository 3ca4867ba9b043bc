package catalog

import (
	"os"
	"regexp"
	"strconv"
	"testing"
)

// mapped returns how many KiB of the catalog are in this process's memory.
func mapped(t *testing.T) (kib int) {
	t.Helper()
	maps, err := os.ReadFile("/proc/self/smaps")
	if err != nil {
		t.Skip(err)
	}
	for _, m := range regexp.MustCompile(`catalog\.db\n(?:[^\n]*\n)*?Rss: *(\d+)`).FindAllSubmatch(maps, -1) {
		n, _ := strconv.Atoi(string(m[1]))
		kib += n
	}
	return kib
}

// TestAtRestTheCatalogTakesNoMemory: what was read is given back, and can be
// read again.
func TestAtRestTheCatalogTakesNoMemory(t *testing.T) {
	c := open(t, t.TempDir())
	const files = 5000
	var entries []Entry
	for i := range files {
		entries = append(entries, sample(strconv.Itoa(i), byte(i), uint64(i)))
	}
	put(t, c, entries...)
	read := func() int { return len(c.After("", "", files)) }
	read()
	before := mapped(t)
	c.Rest()
	if after := mapped(t); before < 300 || after > before/10 {
		t.Errorf("%d KiB before, %d at rest", before, after)
	}
	if n := read(); n != files {
		t.Errorf("%d files are read after a rest", n)
	}
}
