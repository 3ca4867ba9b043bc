package safename

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func TestGoodNamesStay(t *testing.T) {
	for _, name := range []string{
		"a.txt", ".gitignore", "漢字 かな.txt", "Смерть.mp3", "🎵 party 🎉.flac", "it's & co; #1 (2) [x] {y} ~100%.zip",
		"-rf", "a..b", "console.txt", "com10.txt", "COM.txt", "nullify", "aux2.c", "naïve.txt", "a b.tar.gz",
		strings.Repeat("a", 236) + ".txt",
	} {
		if got := Clean(name); got != name {
			t.Errorf("%q becomes %q", name, got)
		}
	}
}

func TestHostileNames(t *testing.T) {
	for name, want := range map[string]string{
		"":                            "unnamed",
		".":                           "unnamed",
		"..":                          "unnamed",
		" . . ":                       "unnamed",
		"...":                         "unnamed",
		"\u202e\u200b":                "unnamed",
		"../../etc/passwd":            ".._.._etc_passwd",
		`..\..\boot.ini`:              ".._.._boot.ini",
		"/etc/passwd":                 "_etc_passwd",
		`C:\Windows\a.dll`:            "C__Windows_a.dll",
		`\\server\share\a`:            "__server_share_a",
		`\\?\C:\a`:                    "____C__a",
		"%2e%2e/a":                    "%2e%2e_a",
		"a\x00b.txt":                  "ab.txt",
		"a\r\n\tb\x1b[31m\x7f\u0085c": "ab[31mc",
		"annexe\u202egpj.exe":         "annexegpj.exe",
		"a\u200bb\ufeffc\u2066d":      "abcd",
		"con":                         "_con",
		"NUL.txt.jpg":                 "_NUL.txt.jpg",
		"nul .txt":                    "_nul .txt",
		"Com1":                        "_Com1",
		"lpt².log":                    "_lpt².log",
		"CONIN$":                      "_CONIN$",
		"a.txt.":                      "a.txt",
		"a.txt . . ":                  "a.txt",
		"  a":                         "a",
		"a:b":                         "a_b",
		"a.txt::$DATA":                "a.txt__$DATA",
		`say "hi"?*<x>|.txt`:          "say 'hi'___x__.txt",
		"bad\xff\xfe.txt":             "bad_.txt",
		"e\u0301.txt":                 "é.txt",
	} {
		if got := Clean(name); got != want {
			t.Errorf("%q becomes %q, want %q", name, got, want)
		}
	}
}

func TestLongNamesKeepTheirExtension(t *testing.T) {
	got := Clean(strings.Repeat("漢", 200) + ".flac")
	if len(got) > MaxBytes || len(got) < MaxBytes-4 || !strings.HasSuffix(got, "漢.flac") {
		t.Errorf("%d bytes: %q", len(got), got)
	}
	if got := Clean(strings.Repeat("a", 1<<20)); len(got) != MaxBytes {
		t.Errorf("a megabyte becomes %d bytes", len(got))
	}
	if got := Clean("a." + strings.Repeat("x", 300)); len(got) != MaxBytes {
		t.Errorf("a huge extension gives %d bytes", len(got))
	}
}

func TestNumbered(t *testing.T) {
	for name, want := range map[string]string{
		"a.txt": "a (2).txt", "a": "a (2)", ".hidden": ".hidden (2)", "a.b.c": "a.b (2).c",
	} {
		if got := Numbered(name, 2); got != want {
			t.Errorf("%q becomes %q, want %q", name, got, want)
		}
	}
	long := Clean(strings.Repeat("é", 300) + ".txt")
	if got := Numbered(long, 9999); len(got) > MaxBytes || !strings.HasSuffix(got, " (9999).txt") {
		t.Errorf("%d bytes: %q", len(got), got)
	}
}

// FuzzClean holds every promise of Clean against any name.
func FuzzClean(f *testing.F) {
	for _, seed := range []string{
		"", "a", "../a", "CON.txt", "\xff", "a\u202eb", "e\u0301", ". .", strings.Repeat("漢", 100) + ". x",
		"\u1100\u1161", "<\u0338", "\u037e", strings.Repeat("\u0301", 300),
	} {
		f.Add(seed, 2)
	}
	f.Fuzz(func(t *testing.T, name string, n int) {
		clean := Clean(name)
		check(t, name, clean)
		if again := Clean(clean); again != clean {
			t.Fatalf("%q becomes %q, and that %q", name, clean, again)
		}
		numbered := Numbered(clean, n&0xffff)
		check(t, name, numbered)
		if numbered == clean && clean != unnamed {
			t.Fatalf("%q keeps its name when numbered %d", clean, n)
		}
	})
}

func check(t *testing.T, name, clean string) {
	t.Helper()
	switch {
	case clean == "" || clean == "." || clean == "..":
		t.Fatalf("%q becomes %q", name, clean)
	case len(clean) > MaxBytes || !utf8.ValidString(clean) || !norm.NFC.IsNormalString(clean):
		t.Fatalf("%q becomes %q: too long, no UTF-8 or not NFC", name, clean)
	case filepath.Base(clean) != clean || !filepath.IsLocal(clean) || strings.ContainsAny(clean, "/\\:\x00"):
		t.Fatalf("%q becomes %q, which is no single element", name, clean)
	}
}

func TestCleanNamesStayInTheFolder(t *testing.T) {
	root, err := os.OpenRoot(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	for _, name := range []string{"../x", "/x", `C:\x`, "\x00", "..", "con", strings.Repeat("漢", 400)} {
		f, err := root.Create(Clean(name))
		if err != nil {
			t.Errorf("%.40q: %v", name, err)
			continue
		}
		f.Close()
	}
}
