package main

import (
	"strings"
	"testing"

	"hinny/app/api"
	"hinny/app/api/apitest"
)

func TestShareReviewSaysWhatWouldBePublic(t *testing.T) {
	backend := world()
	backend.Reviews = map[string]api.Review{
		"/stuff": {
			Path: "/stuff", Name: "stuff", Files: 3, Bytes: 5000,
			Kinds:      []api.ReviewGroup{{Why: "audio", Count: 3, Bytes: 5000}},
			Largest:    []api.ReviewFile{{Rel: "a/b.flac", Size: 4000}},
			Surprising: []api.ReviewGroup{{Why: "mail", Count: 5, Bytes: 50, Examples: []string{"a.eml", "b.eml", "c.eml", "d.eml"}}},
			Hidden:     []api.ReviewGroup{{Why: "hidden", Count: 1, Examples: []string{".git"}}},
		},
		"/root/.ssh": {Path: "/root/.ssh", Refused: "/root/.ssh is not shared: it holds keys"},
	}
	home := running(t, backend)
	got := call(t.Context(), "share", "review", "/stuff", "--home", home)
	for _, want := range []string{
		`Shared, /stuff would show to others as "stuff" with 3 files, 5.0 kB.`, "a/b.flac", "mail  a.eml, b.eml, c.eml, …", "hidden  .git",
	} {
		if got.code != 0 || !strings.Contains(got.out, want) {
			t.Errorf("no %q in %+v", want, got)
		}
	}
	if got := call(t.Context(), "share", "review", "/root/.ssh", "--home", home); got.out != "/root/.ssh is not shared: it holds keys\n" {
		t.Errorf("refused: %+v", got)
	}
	if got := call(t.Context(), "share", "review", "/stuff", "--json", "--home", home); !strings.HasPrefix(got.out, `{"path":"/stuff","name":"stuff",`) {
		t.Errorf("in JSON: %+v", got)
	}
	if got := call(t.Context(), "share", "review", "/nowhere", "--home", home); got.code == 0 || len(backend.Reviews) != 2 {
		t.Errorf("of nothing: %+v", got)
	}
}

var _ api.Reviewer = (*apitest.Memory)(nil)
