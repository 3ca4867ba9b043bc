package main

import (
	"strings"
	"testing"

	"hinny/app/api/apitest"
)

func TestWhatIsMarkedComesLastOrNotAtAll(t *testing.T) {
	home := running(t, world())
	fake, hidden := apitest.Root(1).String(), apitest.Root(2).String()
	for root, mark := range map[string]string{fake: "fake", hidden: "hidden"} {
		if got := call(t.Context(), "mark", root, mark, "--home", home); got.code != 0 || !strings.Contains(got.out, "Marked as "+mark) {
			t.Fatalf("%+v", got)
		}
	}
	found := call(t.Context(), "search", "mule", "--home", home)
	if strings.Contains(found.out, hidden) || !strings.Contains(found.out, "fake") || !strings.Contains(found.out, "1 result from") {
		t.Errorf("found:\n%s", found.out)
	}
	if all := call(t.Context(), "search", "mule", "--hidden", "--home", home); !strings.Contains(all.out, hidden) {
		t.Errorf("with what is hidden:\n%s", all.out)
	}
	if list := call(t.Context(), "marks", "--home", home); !strings.Contains(list.out, hidden) || !strings.Contains(list.out, "fake") {
		t.Errorf("marks:\n%s", list.out)
	}
	if got := call(t.Context(), "mark", hidden, "none", "--home", home); got.code != 0 {
		t.Fatalf("%+v", got)
	}
	if found := call(t.Context(), "search", "mule", "--home", home); !strings.Contains(found.out, hidden) {
		t.Errorf("after the mark was taken away:\n%s", found.out)
	}
}

func TestMistakesInMark(t *testing.T) {
	home := running(t, world())
	for args, want := range map[string]string{
		"mark":         "give a ROOT",
		"mark zz fake": "mark: ",
		"mark " + apitest.Root(1).String() + " x": `"x" is no mark`,
		"marks now": "marks takes no argument",
	} {
		got := call(t.Context(), append(strings.Fields(args), "--home", home)...)
		if got.code != exitUsage || !strings.Contains(got.err, want) {
			t.Errorf("%s: %d %s", args, got.code, got.err)
		}
	}
}
