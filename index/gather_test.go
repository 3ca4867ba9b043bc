package index

import (
	"io"
	"testing"
	"time"
)

// What comes first is found at once; what follows closely waits, but not for
// the end of Run, and nothing is lost.
func TestAStreamOfChangesIsGathered(t *testing.T) {
	dir := t.TempDir()
	c := openCatalog(t, dir)
	i := openIndex(t, dir, c, io.Discard)
	i.options.Gather = time.Hour
	stop := run(t, i)
	put(t, c, named("a.txt")...)
	inStep(t, i, c)
	put(t, c, named("a.txt", "b.txt")...)
	stop()
	if got := search(t, i, "txt"); len(got) != 1 {
		t.Errorf("%q are found within the hour", got)
	}
	i.options.Gather = 0
	run(t, i)
	inStep(t, i, c)
	if got := search(t, i, "txt"); len(got) != 2 {
		t.Errorf("in the end %q are found", got)
	}
}
