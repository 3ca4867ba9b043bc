package index

import (
	"fmt"
	"io"
	"testing"
	"time"

	"hinny/share"
)

// segments returns how many segments an index has, and whether merging them is
// worth it.
func segments(t *testing.T, i *Index) (count int, worth bool) {
	t.Helper()
	if err := i.engine.search(func(v *view) error {
		count = len(v.segments)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	worth, err := i.engine.unsettled()
	if err != nil {
		t.Fatal(err)
	}
	return count, worth
}

// numbered returns files with a number in their names.
func numbered(from, to int) (files []share.File) {
	for n := from; n < to; n++ {
		files = append(files, named(fmt.Sprintf("file %03d.txt", n))...)
	}
	return files
}

// TestAnIndexThatGrewIsMergedOnceItStandsStill: what a bulk leaves behind is
// many segments, and every search asks each of them.
func TestAnIndexThatGrewIsMergedOnceItStandsStill(t *testing.T) {
	dir := t.TempDir()
	c := openCatalog(t, dir)
	i := openIndex(t, dir, c, io.Discard)
	i.settleAfter = time.Hour
	stop := run(t, i)
	const batches, each = settledSegments + 4, 2050 // bleve merges smaller ones by itself
	for n := range batches {
		put(t, c, numbered(n*each, (n+1)*each)...)
		inStep(t, i, c)
	}
	if count, worth := segments(t, i); count <= settledSegments || !worth {
		t.Fatalf("%d segments, worth merging %v", count, worth)
	}
	stop()
	i.settleAfter = time.Millisecond
	run(t, i)
	eventually(t, "one segment", func() bool {
		count, _ := segments(t, i)
		return count == 1
	})
	put(t, c, named("another.txt")...)
	inStep(t, i, c)
	if got := search(t, i, "txt"); len(got) < 1000 {
		t.Errorf("%d files are found after the merge", len(got))
	}
	if got := search(t, i, "another"); len(got) != 1 {
		t.Errorf("%q is found of what came after", got)
	}
}

// TestAFewNewFilesAreNoReasonToMerge: each file is merged only a few times in
// its life.
func TestAFewNewFilesAreNoReasonToMerge(t *testing.T) {
	dir := t.TempDir()
	c := openCatalog(t, dir)
	i := openIndex(t, dir, c, io.Discard)
	i.settleAfter = time.Hour
	run(t, i)
	put(t, c, numbered(0, 100)...)
	inStep(t, i, c)
	for n := range settledSegments + 1 {
		put(t, c, numbered(100+n, 101+n)...)
		inStep(t, i, c)
	}
	if count, worth := segments(t, i); worth {
		t.Errorf("%d segments are worth merging though one holds most", count)
	}
}
