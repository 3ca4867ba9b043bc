package catalog

import (
	"fmt"
	"slices"
	"testing"

	"hinny/share"
)

func TestAfterPagesThroughOneFolder(t *testing.T) {
	c := open(t, t.TempDir())
	var want []string
	for i := range 25 {
		e := sample(fmt.Sprintf("%02d.flac", i), byte(i+1), uint64(i+1))
		put(t, c, e)
		want = append(want, e.File.Path)
	}
	other := sample("x", 99, 99)
	other.File.Path, other.File.Folder = "/musical/x", "/musical"
	put(t, c, other)

	var got []string
	for last := ""; ; {
		page := c.After("/music", last, 10)
		for _, f := range page {
			got = append(got, f.Path)
		}
		if len(page) == 0 {
			break
		}
		last = got[len(got)-1]
	}
	if !slices.Equal(got, want) {
		t.Errorf("pages give %v", got)
	}
	for after, first := range map[string]string{"/music/07": "/music/07.flac", "/music/07.flac": "/music/08.flac", "/a": "/music/00.flac", "/z": ""} {
		page := c.After("/music", after, 1)
		if len(page) == 0 {
			page = []share.File{{}}
		}
		if page[0].Path != first {
			t.Errorf("after %s comes %q, want %q", after, page[0].Path, first)
		}
	}
}
