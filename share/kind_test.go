package share

import (
	"slices"
	"testing"
)

func TestKindOf(t *testing.T) {
	for name, want := range map[string]Kind{
		"Air.FLAC": KindAudio, "a.b.mkv": KindVideo, "x.JPeG": KindImage, "thesis.pdf": KindDocument,
		"a.tar.gz": KindArchive, "setup.exe": KindProgram, "README": KindOther, "": KindOther,
		".mp3": KindOther, "dir.mp3/file": KindOther, "dir/a.mp3": KindAudio, "a.": KindOther, "漢字.mp3": KindAudio,
	} {
		if got := KindOf(name); got != want {
			t.Errorf("%q is %s, want %s", name, got, want)
		}
		if !slices.Contains(Kinds(), want) {
			t.Errorf("%s is not among the kinds", want)
		}
	}
}

func TestExtension(t *testing.T) {
	for name, want := range map[string]string{
		"a.TXT": "txt", "a": "", ".bashrc": "", "d/.bashrc": "", "d.x/a": "", "Mr. Smith goes to Washington": "",
		"a.flatpakref": "flatpakref", "a..b": "b",
	} {
		if got := Extension(name); got != want {
			t.Errorf("%q has %q, want %q", name, got, want)
		}
	}
}

func TestFileNameAndKind(t *testing.T) {
	f := File{Rel: "Music/Bach/Air.flac"}
	if f.Name() != "Air.flac" || f.Kind() != KindAudio || (File{Rel: "x"}).Name() != "x" {
		t.Errorf("name %q, kind %s", f.Name(), f.Kind())
	}
}
