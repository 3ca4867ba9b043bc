package main

import (
	"strings"
	"testing"

	"hinny/app/api"
)

func TestStatusTellsOfPausedHashing(t *testing.T) {
	home := running(t, world())
	for _, step := range []struct {
		what string
		want bool
	}{{"pause", true}, {"pause", true}, {"resume", false}} {
		if got := call(t.Context(), "share", step.what, "--home", home); got.code != 0 || got.out == "" {
			t.Fatalf("share %s: %+v", step.what, got)
		}
		got := call(t.Context(), "status", "--home", home)
		if paused := strings.Contains(got.out, "paused"); paused != step.want {
			t.Errorf("after share %s, status says %q", step.what, got.out)
		}
	}
}

func TestAFolderSaysWhatIsLeftOutOfIt(t *testing.T) {
	row := folderRow(api.Folder{Path: "/music", Error: "half of it is unreadable", Without: []string{"/music/a", "/music/b/c"}})
	if got, want := row[len(row)-1], "half of it is unreadable; without a, b/c"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if row := folderRow(api.Folder{Path: "/music"}); row[len(row)-1] != "" {
		t.Errorf("nothing is left out, but %q", row)
	}
}

func TestStatusTellsHowFastHashingIsAndHowLongItTakes(t *testing.T) {
	now := api.Status{Hashing: 3, HashingLeft: 12_000_000_000, HashingRate: 1_200_000_000, HashingTime: 10}
	if got, want := describe(now), "Hashing     3 files, 12 GB to read · 1.2 GB/s · 10 s\n"; !strings.Contains(got, want) {
		t.Errorf("%q is not in\n%s", want, got)
	}
}
