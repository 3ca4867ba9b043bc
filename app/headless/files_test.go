package main

import (
	"strings"
	"testing"

	"hinny/app/api"
)

func TestFilesShowsWhatOthersAskedFor(t *testing.T) {
	for _, c := range []struct {
		file api.SharedFile
		want string
	}{
		{api.SharedFile{Rel: "Music/Air.flac", Size: 5000, Asked: 1234, Sent: 7_000_000}, "Music/Air.flac|5.0 kB|1,234|7.0 MB"},
		{api.SharedFile{Rel: "Music/Aria.flac", Size: 1}, "Music/Aria.flac|1 B||"},
	} {
		if got := strings.Join(fileRow(c.file), "|"); got != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
	home := running(t, world())
	if got := call(t.Context(), "files", "nothing like it", "--home", home); got.code != 0 || got.out != "No shared file is called so.\n" {
		t.Errorf("of none: %+v", got)
	}
}
