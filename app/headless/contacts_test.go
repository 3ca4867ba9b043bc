package main

import (
	"strings"
	"testing"
)

func TestContactsAreNamedListedAndForgotten(t *testing.T) {
	home := running(t, world())
	contact := func(args ...string) outcome {
		t.Helper()
		return call(t.Context(), append(append([]string{"contact"}, args...), "--home", home)...)
	}
	if got := contact("list"); got.code != 0 || !strings.Contains(got.out, "no contacts") {
		t.Errorf("%+v", got)
	}
	if got := contact("add", "12D3KooWFriend", "Ada", "from", "school"); got.code != 0 || !strings.Contains(got.out, "is Ada from now on") {
		t.Fatalf("%+v", got)
	}
	if got := contact("list"); !strings.Contains(got.out, "Ada") || !strings.Contains(got.out, "12D3KooWFriend") || !strings.Contains(got.out, "from school") {
		t.Errorf("listed:\n%s", got.out)
	}
	if got := contact("list", "--json"); !strings.Contains(got.out, `"note":"from school"`) {
		t.Errorf("as JSON:\n%s", got.out)
	}
	if got := contact("friend", "Ada", "yes"); got.code != 0 || !strings.Contains(got.out, "Ada is served before all others") {
		t.Errorf("%+v", got)
	}
	if got := contact("list", "--json"); !strings.Contains(got.out, `"friend":true`) {
		t.Errorf("after the friend slot was given:\n%s", got.out)
	}
	if got := contact("friend", "Ada", "no"); got.code != 0 || strings.Contains(contact("list", "--json").out, "friend") {
		t.Errorf("after it was taken away: %+v", got)
	}
	if got := contact("remove", "Ada"); got.code != 0 {
		t.Errorf("%+v", got)
	}
	if got := contact("remove", "Ada"); got.code == 0 || !strings.Contains(got.err, "nobody among the contacts") {
		t.Errorf("%+v", got)
	}
}

func TestMistakesInContact(t *testing.T) {
	home := running(t, world())
	for args, want := range map[string]string{
		"contact": "add PEERID NAME", "contact add": "add PEERID NAME", "contact add 12D3": "add PEERID NAME",
		"contact friend": "yes or no", "contact friend Ada maybe": "yes or no", "contact remove": "PEERID_OR_NAME", "contact list all": "takes no argument", "contact greet": `no such thing as "greet"`,
	} {
		got := call(t.Context(), append(strings.Fields(args), "--home", home)...)
		if got.code != exitUsage || !strings.Contains(got.err, want) {
			t.Errorf("%s: %d %s", args, got.code, got.err)
		}
	}
}
