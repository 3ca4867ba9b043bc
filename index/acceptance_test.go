package index

import (
	"io"
	"slices"
	"testing"
)

// TestTheLibraryIsFoundAsPeopleType asks the index itself, not the matcher
// alone, for what the tokenizer promises.
func TestTheLibraryIsFoundAsPeopleType(t *testing.T) {
	wanted := map[string][]string{
		"Ubuntu.24.04-desktop_amd64.iso": {"ubuntu 24.04", "ubuntu desktop iso", "ubunut desktop", "Ubuntu 24"},
		"北京大学讲义.pdf":                     {"北京大学", "大学 讲义", "讲义"},
		"Beyoncé – Déjà Vu (Live).flac":  {"beyonce deja vu"},
		"IMG_20240131.jpg":               {"20240131"},
	}
	c := openCatalog(t, t.TempDir())
	for name := range wanted {
		put(t, c, named(name)...)
	}
	i := openIndex(t, t.TempDir(), c, io.Discard)
	run(t, i)
	inStep(t, i, c)
	for name, typed := range wanted {
		for _, text := range typed {
			if got := like(t, i, text); !slices.Equal(got, []string{name}) {
				t.Errorf("%q finds %q, want %q alone", text, got, name)
			}
		}
	}
}
