package main

import (
	"strings"
	"testing"
)

func TestOwnName(t *testing.T) {
	home := running(t, world())
	for _, step := range []struct{ args, want string }{
		{"name", "You have no name"},
		{"name Ada Lovelace", "Others see you as Ada Lovelace after the next start."},
		{"name", "Ada Lovelace\n"},
		{"name --json", `{"name":"Ada Lovelace"}`},
	} {
		if got := call(t.Context(), append(strings.Fields(step.args), "--home", home)...); got.code != 0 || !strings.Contains(got.out, step.want) {
			t.Errorf("%s: %+v, want %q", step.args, got, step.want)
		}
	}
	if got := call(t.Context(), "name", "", "--home", home); got.code != 0 || !strings.Contains(got.out, "no name of yours") {
		t.Errorf("without a name: %+v", got)
	}
}
