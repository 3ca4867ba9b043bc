package main

import (
	"strings"
	"testing"
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
