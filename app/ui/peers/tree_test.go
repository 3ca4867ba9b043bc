package peers

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"hinny/app/api"
	"hinny/app/ui/uitest"
)

func files(rels ...string) (files []api.SharedFile) {
	for i, rel := range rels {
		files = append(files, api.SharedFile{Root: uitest.Root(i), Rel: rel, Name: rel[strings.LastIndexByte(rel, '/')+1:], Size: 10})
	}
	return files
}

// drawn draws a tree as a person sees it.
func drawn(entries []Entry) (lines []string) {
	for _, e := range entries {
		mark := ""
		if e.Folder {
			mark = fmt.Sprintf(" +%d", e.Files)
			if e.Open {
				mark = fmt.Sprintf(" -%d", e.Files)
			}
		}
		lines = append(lines, strings.Repeat(" ", e.Depth)+e.Name+mark)
	}
	return lines
}

func TestFilesStandInTheirFolders(t *testing.T) {
	all := files("Music/b.mp3", "Music/Bach/1.flac", "Music/Bach/2.flac", "Films/x.mkv", "loose.txt")
	if got, want := drawn(tree(all, nil)), []string{"Films -1", " x.mkv", "Music -3", " Bach +2", " b.mp3", "loose.txt"}; !slices.Equal(got, want) {
		t.Errorf("at first %q, not %q", got, want)
	}
	open := map[string]bool{"Films": false, "Music/Bach": true}
	if got, want := drawn(tree(all, open)), []string{"Films +1", "Music -3", " Bach -2", "  1.flac", "  2.flac", " b.mp3", "loose.txt"}; !slices.Equal(got, want) {
		t.Errorf("opened and closed %q, not %q", got, want)
	}
}

func TestAFolderStandsForTheFilesInIt(t *testing.T) {
	all := files("Music/b.mp3", "Music/Bach/1.flac", "Musical/x.mkv", "loose.txt")
	entries := tree(all, map[string]bool{"Music": false})
	chosen := within(all, []Entry{entries[0], entries[len(entries)-1]})
	if got := len(chosen); got != 3 || chosen[2].Name != "loose.txt" {
		t.Errorf("chosen %+v", chosen)
	}
}

func FuzzTreeShowsEveryFile(f *testing.F) {
	f.Add("a/b/c", "a/b", "//")
	f.Add(strings.Repeat("a/", 500), "", "a")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		all := []api.SharedFile{{Rel: a}, {Rel: b}, {Rel: c}}
		open := map[string]bool{}
		for range maxDepth + 2 { // open every folder, level by level
			for _, e := range tree(all, open) {
				if e.Folder {
					open[e.Path] = true
				}
			}
		}
		shown := 0
		for _, e := range tree(all, open) {
			if !e.Folder {
				shown++
			}
			if e.Depth > maxDepth {
				t.Errorf("%q is shown at depth %d", e.Path, e.Depth)
			}
		}
		if shown != len(all) {
			t.Errorf("%d of %d files are shown", shown, len(all))
		}
	})
}
