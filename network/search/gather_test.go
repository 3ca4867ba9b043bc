package search

import (
	"context"
	"fmt"
	"testing"

	"hinny/index/query"
	"hinny/network/digest"
	"hinny/share"
)

// shelf is a library of numbered files.
type shelf struct{ files, read int }

func (s *shelf) Names(ctx context.Context, each func(query.Thing)) error {
	for s.read = 0; s.read < s.files && ctx.Err() == nil; s.read++ {
		each(query.ThingOf(share.File{Rel: fmt.Sprintf("file%d.txt", s.read)}))
	}
	return ctx.Err()
}

func (s *shelf) Changed() <-chan struct{} { return nil }

// TestALibraryIsReadNoFurtherThanItsDigestNeeds: that of a million files has
// too many keys to be told, which is known long before its end.
func TestALibraryIsReadNoFurtherThanItsDigestNeeds(t *testing.T) {
	small := &shelf{files: 1000}
	if keys, err := gather(t.Context(), small); err != nil || len(keys) < small.files || small.read != small.files {
		t.Errorf("%d keys of %d files, %v", len(keys), small.read, err)
	}
	large := &shelf{files: 20 * digest.MaxKeys}
	if keys, err := gather(t.Context(), large); err != nil || keys != nil || large.read > large.files/2 {
		t.Errorf("%d keys of %d files, %v", len(keys), large.read, err)
	}
}
