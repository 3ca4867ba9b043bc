package main

import (
	"strings"
	"testing"
)

func TestShareExcludeShowsAndChangesThePatterns(t *testing.T) {
	home := running(t, world())
	for _, step := range []struct {
		args string
		code int
		says string
	}{
		{"", 0, ".*"},
		{"add *.iso *.bak", 0, "by 3 patterns now."},
		{"", 0, "/music/*.iso"},
		{"remove *.iso", 0, "2 patterns"},
		{"remove *.iso", 1, `"*.iso"`},
		{"reset", 0, "1 pattern"},
		{"add", 2, "PATTERN"},
		{"hide x", 2, `"hide"`},
		{"reset now", 2, "reset"},
	} {
		got := call(t.Context(), append([]string{"share", "exclude", "--home", home}, strings.Fields(step.args)...)...)
		if got.code != step.code || !strings.Contains(got.out+got.err, step.says) {
			t.Errorf("share exclude %s: %+v", step.args, got)
		}
	}
	if got := call(t.Context(), "share", "exclude", "--json", "--home", home); !strings.HasPrefix(got.out, `{"pattern":".*","hidden":1,`) {
		t.Errorf("in JSON: %+v", got)
	}
}
