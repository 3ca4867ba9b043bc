package main

import (
	"strings"
	"testing"

	"hinny/app/api/apitest"
)

func TestCategory(t *testing.T) {
	home := running(t, world())
	root := apitest.Root(1).String()
	if got := call(t.Context(), "get", root, "--detach", "--home", home); got.code != 0 {
		t.Fatalf("%+v", got)
	}
	for _, step := range []struct {
		args string
		code int
		says string
	}{
		{"list", 0, "There are no categories"},
		{"add Films --folder /films --color blue", 0, "filed under Films"},
		{"list", 0, "/films"},
		{"set " + root + " Films", 0, "It is under Films"},
		{"set " + root, exitUsage, "give a ROOT and a NAME"},
		{"set zz Films", exitUsage, "category set: "},
		{"set " + apitest.Root(9).String() + " Films", 1, "no download"},
		{"remove films", 0, "no category films any more"},
		{"remove films", 1, "no category films"},
		{"add", exitUsage, "NAME"},
		{"list now", exitUsage, "list"},
		{"", exitUsage, "add NAME"},
		{"name x", exitUsage, `"name"`},
	} {
		got := call(t.Context(), append(append([]string{"category"}, strings.Fields(step.args)...), "--home", home)...)
		if got.code != step.code || !strings.Contains(got.out+got.err, step.says) {
			t.Errorf("category %s: %+v", step.args, got)
		}
	}
	if got := call(t.Context(), "rename", root, "other name.mp4", "--home", home); got.code != 0 || !strings.Contains(got.out, "It is called other name.mp4") {
		t.Errorf("%+v", got)
	}
	if got := call(t.Context(), "rename", root, "--home", home); got.code != exitUsage {
		t.Errorf("%+v", got)
	}
	if list := call(t.Context(), "transfers", "--json", "--home", home); !strings.Contains(list.out, `"category":"Films"`) || !strings.Contains(list.out, `"name":"other name.mp4"`) {
		t.Errorf("transfers:\n%s", list.out)
	}
}

func TestDownloadsGoWhereTheyAreTold(t *testing.T) {
	home := running(t, world())
	for _, step := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{"/new"}, 0, "Downloads go to /new from now on."},
		{nil, 0, "/new\n"},
		{[]string{"--json"}, 0, `{"path":"/new"}`},
		{[]string{"/a", "/b"}, exitUsage, "one DIR"},
	} {
		got := call(t.Context(), append(append([]string{"downloads"}, step.args...), "--home", home)...)
		if got.code != step.code || !strings.Contains(got.out+got.err, step.says) {
			t.Errorf("downloads %q: %+v", step.args, got)
		}
	}
}
