package query

import (
	"testing"
)

// TestNamesAreFoundAsPeopleType holds the promises made about the tokenizer:
// how names are written and how they are typed differ, and still meet.
func TestNamesAreFoundAsPeopleType(t *testing.T) {
	for name, typed := range map[string][]string{
		"Ubuntu.24.04-desktop_amd64.iso": {"ubuntu 24.04", "ubuntu desktop iso", "Ubuntu 24"},
		"北京大学讲义.pdf":                     {"北京大学", "大学 讲义", "讲义"},
		"Beyoncé – Déjà Vu (Live).flac":  {"beyonce deja vu"},
		"IMG_20240131.jpg":               {"20240131"},
	} {
		for _, text := range typed {
			if q := mustParse(t, text); !q.Match(Thing{Name: name, Size: 1}) {
				t.Errorf("%q does not find %q", text, name)
			}
		}
	}
}

// TestTheLastWordIsABeginningWhereverFiltersStand: a filter after the word
// being typed must not finish the word.
func TestTheLastWordIsABeginningWhereverFiltersStand(t *testing.T) {
	const name = "Status Quo.mp3"
	for text, want := range map[string]bool{
		"stat type:audio":               true,
		"type:audio stat":               true,
		"stat type:audio -ext:flac":     true,
		"stat type:audio ":              true,
		"stat ":                         false, // the space finished it
		`"stat" type:audio`:             false,
		"stat type:audio quo":           false,
		`stat type:audio "quo"`:         false,
		"stat type:video":               false,
		"status type:audio qu":          true,
		"status qu type:audio size:>0B": true,
	} {
		q := mustParse(t, text)
		if got := q.Match(Thing{Name: name, Size: 1}); got != want {
			t.Errorf("%q matches %q: %v, want %v", text, name, got, want)
		}
		again := mustParse(t, q.String())
		if got := again.Match(Thing{Name: name, Size: 1}); got != want {
			t.Errorf("%q, written as %q, matches %q: %v, want %v", text, q, name, got, want)
		}
	}
}
