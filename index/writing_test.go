package index

import (
	"fmt"
	"io"
	"testing"

	"hinny/share"
)

// A take is several batches and then the state. A crash between them leaves
// batches that no state counts: they are written again and nothing is there
// twice.
func TestABatchWithoutItsStateIsWrittenAgain(t *testing.T) {
	random := seeded(t)
	dir := t.TempDir()
	c := openCatalog(t, dir)
	files := randomFiles(random, 60)
	put(t, c, files...)
	i := openIndex(t, dir, c, io.Discard)
	changes, err := c.ChangesSince(0, len(files)/2)
	if err != nil {
		t.Fatal(err)
	}
	batch := batchOf(changes)
	stored := make(chan struct{})
	batch.SetPersistedCallback(func(error) { close(stored) })
	if err := i.engine.write(batch); err != nil {
		t.Fatal(err)
	}
	<-stored
	closeIndex(t, i)

	i = openIndex(t, dir, c, io.Discard)
	if s, err := i.engine.state(); err != nil || s.Applied != 0 || i.Indexed() != len(changes) {
		t.Fatalf("before Run there are %d files and the state %+v, %v", i.Indexed(), s, err)
	}
	stop := run(t, i)
	defer stop()
	inStep(t, i, c)
	same(t, i, files, random, 20)
}

// More than one take, made while the one before is on its way to the disk.
func TestManyTakesAreAllFoundAfterARestart(t *testing.T) {
	dir := t.TempDir()
	c := openCatalog(t, dir)
	var files []share.File
	for n := range 2*takeSize() + batchSize + 1 {
		files = append(files, share.File{Rel: fmt.Sprintf("shelf/file %d.flac", n), Root: share.RootHash{byte(n), byte(n >> 8), byte(n >> 16), 1}})
	}
	putBatch(t, c, files...)
	i := openIndex(t, dir, c, io.Discard)
	stop := run(t, i)
	inStep(t, i, c)
	stop()
	closeIndex(t, i)
	i = openIndex(t, dir, c, io.Discard)
	if s, err := i.engine.state(); err != nil || s.Applied != c.Seq() || i.Indexed() != len(files) {
		t.Errorf("after a restart there are %d of %d files and the state %+v, %v", i.Indexed(), len(files), s, err)
	}
	for _, n := range []int{0, batchSize, takeSize(), len(files) - 1} {
		if got := search(t, i, fmt.Sprintf("file %d", n)); len(got) != 1 {
			t.Errorf("file %d is found as %q", n, got)
		}
	}
}
