package query

import (
	"flag"
	"os"
	"slices"
	"strings"
	"testing"
)

// golden holds a text and its tokens a line, with a tab between them.
const golden = "testdata/tokens.golden"

var update = flag.Bool("update", false, "write testdata/tokens.golden anew")

// TestTokensAreAsWrittenDown guards the one thing every peer must do alike:
// when this file changes, digests and keys of older peers no longer fit.
func TestTokensAreAsWrittenDown(t *testing.T) {
	data, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for line := range strings.Lines(string(data)) {
		text, want, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		got := strings.Join(Tokens(text), " ")
		if got != want && !*update {
			t.Errorf("Tokens(%q)\n got %s\nwant %s", text, got, want)
		}
		out.WriteString(text + "\t" + got + "\n")
	}
	if *update {
		if err := os.WriteFile(golden, []byte(out.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func TestTokensHaveLimits(t *testing.T) {
	long := strings.Repeat("é", 3*MaxTokenRunes)
	if got := Tokens(long); len(got) != 1 || got[0] != strings.Repeat("e", MaxTokenRunes) {
		t.Errorf("a word of %d letters became %d tokens, the first %q", 3*MaxTokenRunes, len(got), got[0])
	}
	many := Positions(strings.Repeat("a ", 2*MaxPositions))
	if len(many) != MaxPositions {
		t.Errorf("a text of %d words has %d positions, want %d", 2*MaxPositions, len(many), MaxPositions)
	}
	if got := Positions(strings.Repeat("讲", 2*MaxPositions)); len(got) > MaxPositions {
		t.Errorf("a text of %d characters has %d tokens", 2*MaxPositions, len(got))
	}
}

func FuzzTokens(f *testing.F) {
	for _, seed := range []string{"S01E02 x264", "北京大学讲义.pdf", "Beyoncé – Déjà Vu (Live).flac", "\xff\u0301ﷺ㈱½", "กขค", "İıßẞ", "CamelCase HTTPServer2 iPhone\x00aB"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if quick, slow := Positions(text), positions(text); !slices.Equal(quick, slow) {
			t.Fatalf("the short way cuts %q into %v, the long one into %v", text, quick, slow)
		}
		last := 0
		for _, token := range Positions(text) {
			if runes := len([]rune(token.Text)); runes < 1 || runes > MaxTokenRunes {
				t.Fatalf("token %q of %q has %d runes", token.Text, text, runes)
			}
			if token.Position < last || token.Position >= MaxPositions {
				t.Fatalf("token %q of %q stands at %d after %d", token.Text, text, token.Position, last)
			}
			last = token.Position
		}
		for _, token := range Tokens(text) {
			if got := Tokens(token); !slices.Contains(got, token) {
				t.Fatalf("token %q of %q is cut into %q", token, text, got)
			}
		}
	})
}
