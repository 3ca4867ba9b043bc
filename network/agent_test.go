package network

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestOthersSeeTheProgramAndTheDisplayName(t *testing.T) {
	for name, want := range map[string]string{
		"": "", "Ada": "Ada", "  Ada \n of\tLovelace ": "Ada of Lovelace", "骡子 (1)%": "骡子 (1)%",
		"a\u202eb\u200bc\x00": "abc", "\xff": "", strings.Repeat("x", 40): strings.Repeat("x", MaxDisplayName),
		strings.Repeat("𝕏", 40):   strings.Repeat("𝕏", MaxDisplayName),
		strings.Repeat("ab ", 20): strings.TrimSpace(strings.Repeat("ab ", 11))[:MaxDisplayName],
	} {
		text := identified("hinny/1.0", name)
		for _, r := range text {
			if r < ' ' || r > '~' {
				t.Errorf("%q is told with %q, which others cannot show", name, r)
			}
		}
		if program, got := claims(text); program != "hinny/1.0" || got != want {
			t.Errorf("%q is told as %q and understood as %q of %q", name, text, got, program)
		}
	}
	if program, name := claims("kubo/0.38 name=%zz"); program != "kubo/0.38" || name != "" {
		t.Errorf("a name that cannot be decoded is %q of %q", name, program)
	}
}

func FuzzClaims(f *testing.F) {
	f.Add("hinny/1.0 name=Ada%20B")
	f.Add(strings.Repeat("%F0%9D%95%8F", 50))
	f.Fuzz(func(t *testing.T, text string) {
		program, name := claims(text)
		if len(program) > maxAgent || utf8.RuneCountInString(name) > MaxDisplayName || !utf8.ValidString(name) {
			t.Fatalf("%q of %q", name, program)
		}
		if again := DisplayName(name); again != name {
			t.Errorf("%q becomes %q", name, again)
		}
		if _, back := claims(identified("p", name)); back != name {
			t.Errorf("%q comes back as %q", name, back)
		}
	})
}
