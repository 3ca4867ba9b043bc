package e2e

import (
	"path/filepath"
	"testing"

	"hinny/app/api"
)

// TestDownloadsGoToTheFolderOfTheirCategory: also one that is filed under
// another while it waits.
func TestDownloadsGoToTheFolderOfTheirCategory(t *testing.T) {
	a := newPeer(t, "a")
	film, song := a.sum(a.Write("film.mkv", content(1, 300_000))), a.sum(a.Write("song.flac", content(2, 300_000)))
	a.Start()
	b := newPeer(t, "b").Start(a)
	films, music := filepath.Join(t.TempDir(), "Films"), filepath.Join(t.TempDir(), "Music")
	for name, folder := range map[string]string{"Films": films, "Music": music} {
		if got := b.Run("category", "add", name, "--folder", folder); got.code != 0 {
			t.Fatalf("%+v", got)
		}
	}
	b.sees("film", film, 1)
	if got := b.Get(film, "--category", "films"); got.Path != filepath.Join(films, "film.mkv") {
		t.Errorf("the film lies at %s", got.Path)
	}
	b.sees("song", song, 1)
	a.Stop()
	for _, args := range [][]string{{"get", song, "--detach", "--category", "films"}, {"category", "set", song, "music"}, {"category", "remove", "films"}} {
		if got := b.Run(args...); got.code != 0 {
			t.Fatalf("%v: %+v", args, got)
		}
	}
	a.Start(b)
	got := b.Get(song)
	if got.Path != filepath.Join(music, "song.flac") {
		t.Errorf("the song lies at %s", got.Path)
	}
	for _, d := range JSON[api.Transfer](b, "transfers") {
		if want := map[string]string{film: "", song: "Music"}[d.Root.String()]; d.Category != want {
			t.Errorf("%s is under %q, want %q", d.Name, d.Category, want)
		}
	}
}
