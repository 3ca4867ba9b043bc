package index

import (
	"context"
	"io"
	"testing"

	"hinny/index/query"
)

// like searches as a person does and returns the names, the best first.
func like(t *testing.T, i *Index, text string) (names []string) {
	t.Helper()
	q, err := query.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	matches, _, err := i.SearchLike(context.Background(), q, 50)
	if err != nil {
		t.Fatalf("search %q: %v", text, err)
	}
	for _, m := range matches {
		names = append(names, m.File.Rel)
	}
	return names
}

func TestSlipsOfThePenAreForgiven(t *testing.T) {
	c := openCatalog(t, t.TempDir())
	put(t, c, named("Ubuntu.24.04-desktop_amd64.iso", "Beethoven/Pathétique.flac", "cat.jpg", "IMG_20240131.jpg", "Symphony.mp3", "Symphonie fantastique.mp3")...)
	i := openIndex(t, t.TempDir(), c, io.Discard)
	run(t, i)
	inStep(t, i, c)
	for text, want := range map[string]string{
		"ubunut desktop":    "Ubuntu.24.04-desktop_amd64.iso", // swapped
		"ubunut ":           "Ubuntu.24.04-desktop_amd64.iso",
		"ubntu desctop 24 ": "Ubuntu.24.04-desktop_amd64.iso", // one missing, one wrong
		"beethovven":        "Beethoven/Pathétique.flac",      // one too many
		"betoven ":          "",                               // two in seven letters are too many
		"beathofen ":        "Beethoven/Pathétique.flac",      // two in nine
		"xeethoven ":        "Beethoven/Pathétique.flac",      // the first letter, one slip of the two
		"cet ":              "",                               // too short
		"20240132":          "",                               // numbers must be right
		`"ubunut desktop"`:  "",                               // and so must what is quoted
		"ubuntu -dekstop ":  "Ubuntu.24.04-desktop_amd64.iso",
		"ubunut -desktop ":  "",
		"symphony ":         "Symphony.mp3", // exact before alike
		"ubunut type:video": "",
	} {
		got := like(t, i, text)
		if want == "" && len(got) > 0 || want != "" && (len(got) == 0 || got[0] != want) {
			t.Errorf("%q finds %q, want %q first", text, got, want)
		}
	}
	if got := search(t, i, "ubunut desktop"); len(got) > 0 {
		t.Errorf("a search for others finds %q", got)
	}
}
