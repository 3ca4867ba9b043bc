package main

import (
	"strings"
	"testing"

	"hinny/app/api/apitest"
)

func TestDownloadsAreMovedInTheQueue(t *testing.T) {
	home := running(t, world())
	a, b, c := apitest.Root(41).String(), apitest.Root(42).String(), apitest.Root(43).String()
	for _, root := range []string{a, b, c} {
		if got := call(t.Context(), "get", root, "--detach", "--home", home); got.code != 0 {
			t.Fatalf("%+v", got)
		}
	}
	for _, step := range []struct {
		args, says string
		order      []string
	}{
		{c + " up", "Moved up: " + c, []string{a, c, b}},
		{a + " down", "Moved down: " + a, []string{c, a, b}},
		{b + " top", "Moved to the top: " + b, []string{b, c, a}},
		{b + " " + c + " bottom", "Moved to the bottom: " + c, []string{a, b, c}},
		{a + " up", "Moved up: " + a, []string{a, b, c}},
		{c + " down --json", `{"root":"` + c + `","to":"down"}`, []string{a, b, c}},
	} {
		got := call(t.Context(), append(append([]string{"move"}, strings.Fields(step.args)...), "--home", home)...)
		if got.code != 0 || !strings.Contains(got.out, step.says) {
			t.Errorf("move %s: %+v", step.args, got)
		}
		list, from := call(t.Context(), "transfers", "--home", home).out, 0
		for i, root := range step.order {
			at := strings.Index(list, root)
			if at < from {
				t.Errorf("after move %s, %d stands elsewhere:\n%s", step.args, i, list)
			}
			from = at
		}
	}
}

func TestMistakesInMove(t *testing.T) {
	home := running(t, world())
	for args, want := range map[string]struct {
		code int
		text string
	}{
		"move":       {exitUsage, "give a ROOT"},
		"move up":    {exitUsage, "give a ROOT"},
		"move zz up": {exitUsage, "move: "},
		"move " + apitest.Root(1).String() + " left": {exitUsage, `"left" is no place`},
		"move " + apitest.Root(9).String() + " up":   {1, "no download"},
	} {
		got := call(t.Context(), append(strings.Fields(args), "--home", home)...)
		if got.code != want.code || !strings.Contains(got.err, want.text) {
			t.Errorf("%s: %d %s", args, got.code, got.err)
		}
	}
}
