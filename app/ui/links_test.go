package ui

import (
	"strings"
	"testing"

	"hinny/app/ui/look"
	"hinny/app/ui/uitest"
)

func TestALinkThatDoesNotWorkIsExplained(t *testing.T) {
	uitest.Speak(t, look.English)
	good := "magnet:?xt=urn:blake3:" + uitest.Root(1).String()
	foreign := "magnet:?xt=urn:btih:" + strings.Repeat("ab", 20)
	for text, want := range map[string]string{
		"":                                   "",
		good:                                 "",
		uitest.Root(2).String():              "",
		good + "\n\n" + good + "&dn=two\r\n": "",
		foreign:                              "another network",
		good + "\n" + foreign:                "another network",
		"hello":                              "no share link",
		"ed2k://|file|a|1|x|/":               "no share link",
	} {
		if got := wrongLink(text); (got == "") != (want == "") || !strings.Contains(got, want) {
			t.Errorf("%q: %q, want %q in it", text, got, want)
		}
	}
	if got := wrongLink(strings.Repeat("骡", 500)); len([]rune(got)) > 80 {
		t.Errorf("a long text is shown whole: %q", got)
	}
}
