package main

import (
	"strings"
	"testing"

	"hinny/app/api"
	"hinny/app/api/apitest"
)

func TestSavedSearchesAreListedWithTheirNews(t *testing.T) {
	memory := world()
	home := running(t, memory)
	if got := call(t.Context(), "saved", "--home", home); got.code != 0 || !strings.Contains(got.out, "hinnyd save WORDS") {
		t.Errorf("none: %+v", got)
	}
	if got := call(t.Context(), "save", "--home", home, "mule", "-donkey"); got.code != 0 || !strings.Contains(got.out, `"mule -donkey"`) {
		t.Fatalf("save: %+v", got)
	}
	memory.News("mule -donkey", api.News{Root: apitest.Root(1), Name: "mule\x1b[2J.mp4", Size: 4_000_000})
	got := call(t.Context(), "saved", "--seen", "--home", home)
	if got.code != 0 || !strings.Contains(got.out, "mule -donkey: 1 new, not asked yet") || !strings.Contains(got.out, apitest.Root(1).String()) || strings.Contains(got.out, "\x1b") {
		t.Errorf("listed: %+v", got)
	}
	if got := call(t.Context(), "saved", "--home", home); !strings.Contains(got.out, "0 new") {
		t.Errorf("after they were seen: %+v", got)
	}
	if got := call(t.Context(), "unsave", "mule", "-donkey", "--home", home); got.code != 0 {
		t.Errorf("unsave: %+v", got)
	}
	if got := call(t.Context(), "unsave", "mule", "-donkey", "--home", home); got.code != exitFailed || !strings.Contains(got.err, "no saved search") {
		t.Errorf("unsave again: %+v", got)
	}
	if got := call(t.Context(), "save", "--home", home); got.code != exitUsage {
		t.Errorf("save nothing: %+v", got)
	}
}
