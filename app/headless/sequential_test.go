package main

import (
	"strings"
	"testing"

	"hinny/app/api/apitest"
)

func TestSequential(t *testing.T) {
	home := running(t, world())
	root := apitest.Root(1).String()
	if got := call(t.Context(), "get", root, "--detach", "--sequential", "--home", home); got.code != 0 {
		t.Fatalf("%+v", got)
	}
	for _, step := range []struct {
		args string
		code int
		says string
	}{
		{root + " on", 0, "In the order of the file on"},
		{root + " off", 0, "file off"},
		{root + " perhaps", exitUsage, "on or off"},
		{"zz on", exitUsage, "sequential: "},
		{apitest.Root(9).String() + " on", 1, "no download"},
	} {
		got := call(t.Context(), append(append([]string{"sequential"}, strings.Fields(step.args)...), "--home", home)...)
		if got.code != step.code || !strings.Contains(got.out+got.err, step.says) {
			t.Errorf("sequential %s: %+v", step.args, got)
		}
	}
	if got := call(t.Context(), "sequential", root, "on", "--json", "--home", home); !strings.Contains(got.out, `"sequential":true`) {
		t.Errorf("%+v", got)
	}
	if got := call(t.Context(), "recheck", root, "--home", home); got.code != 0 || got.out != "Checking: "+root+"\n" {
		t.Errorf("%+v", got)
	}
	if list := call(t.Context(), "transfers", "--json", "--home", home); !strings.Contains(list.out, `"sequential":true`) {
		t.Errorf("transfers:\n%s", list.out)
	}
}
