package main

import (
	"strings"
	"testing"

	"hinny/app/api/apitest"
)

func TestPriority(t *testing.T) {
	home := running(t, world())
	root := apitest.Root(1).String()
	if got := call(t.Context(), "get", root, "--detach", "--home", home); got.code != 0 {
		t.Fatalf("%+v", got)
	}
	for _, p := range []string{"first", "low", "normal", "high"} {
		if got := call(t.Context(), "priority", root, p, "--home", home); got.code != 0 || !strings.Contains(got.out, "Priority "+p) {
			t.Errorf("%s: %+v", p, got)
		}
	}
	if list := call(t.Context(), "transfers", "--json", "--home", home); !strings.Contains(list.out, `"priority":"high"`) {
		t.Errorf("transfers:\n%s", list.out)
	}
}

func TestMistakesInPriority(t *testing.T) {
	home := running(t, world())
	for args, want := range map[string]struct {
		code int
		text string
	}{
		"priority":         {exitUsage, "give a ROOT"},
		"priority zz high": {exitUsage, "priority: "},
		"priority " + apitest.Root(1).String() + " soon": {exitUsage, `"soon" is none`},
		"priority " + apitest.Root(9).String() + " high": {1, "no download"},
	} {
		got := call(t.Context(), append(strings.Fields(args), "--home", home)...)
		if got.code != want.code || !strings.Contains(got.err, want.text) {
			t.Errorf("%s: %d %s", args, got.code, got.err)
		}
	}
}
