package query

import (
	"errors"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"

	"hinny/share"
)

func mustParse(t *testing.T, text string) Query {
	t.Helper()
	q, err := Parse(text)
	if err != nil {
		t.Fatalf("Parse(%q): %v", text, err)
	}
	return q
}

func TestMatchFindsWhatPeopleType(t *testing.T) {
	mod := time.Date(2024, 1, 31, 12, 0, 0, 0, time.UTC)
	for _, test := range []struct {
		name  string
		found []string
		not   []string
	}{
		{
			"TV/Show.S01E02.1080p.x264-GRP.mkv",
			[]string{"s01e02", "S01", "show 1080", "x264", "x264 grp", `"show s01"`, "type:video show", "-type:audio ext:mkv,avi", "tv sho", "s01e"},
			[]string{"s01e03", "02 s01e02x", `"s01 show"`, "show -grp", "-ext:mkv", "sho mkv", `"sho"`},
		},
		{
			"ISO/Ubuntu.24.04-desktop_amd64.iso",
			[]string{"ubuntu 24.04", "ubuntu desktop iso", "Ubuntu 24", "ubuntu 24.0", "ubuntu24", "amd64", "type:zip", "ubun*  desk* iso "},
			[]string{"ubuntu 24.05", "ubun desktop", "ubuntu 4"},
		},
		{
			"北京大学讲义.pdf",
			[]string{"北京大学", "大学 讲义", "讲义", "讲", "义", "京大学讲", "大学讲义.pdf", "北", "type:book 讲义"},
			[]string{"北大", "讲课", "义讲", "大学 讲课", "-讲"},
		},
		{
			"Beyoncé – Déjà Vu (Live).flac",
			[]string{"beyonce deja vu", "BEYONCÉ", `"deja vu live"`, "beyonce – deja", "type:music", "-studio", "vu -\"vu deja\""},
			[]string{"beyonce -live", `-"deja vu"`, `beyonce -"DÉJÀ VU"`},
		},
		{"Bach/Air.flac", []string{"bach air", `"bach air"`, "air type:audio", "aIR FLAC", "ai"}, []string{"bach -air", "air bachs"}},
		{"IMG_20240131.jpg", []string{"20240131", "img 2024", "img20240131", "img*"}, []string{"0131", "img 2025"}},
		{"src/CamelCase.go", []string{"camelcase", "CamelCase", "camel", "case", "camel case", "Camel"}, []string{"amel", `"camel case"`}},
		{"第3集合.mkv", []string{"第3集", "3集合", "第3"}, []string{"第集"}},
		{"ガイド.txt", []string{"ｶﾞｲﾄﾞ", "ガイド", "イド"}, []string{"カイト"}},
	} {
		for _, text := range test.found {
			if !mustParse(t, text).Match(Thing{Name: test.name, Size: 5000, Mod: mod}) {
				t.Errorf("%q does not find %q", text, test.name)
			}
		}
		for _, text := range test.not {
			if mustParse(t, text).Match(Thing{Name: test.name, Size: 5000, Mod: mod}) {
				t.Errorf("%q finds %q", text, test.name)
			}
		}
	}
}

func TestLastWordIsABeginningOnlyWhileItIsTyped(t *testing.T) {
	for text, want := range map[string]bool{
		"beeth": true, "ludwig beeth": true, "beeth ": false, `"beeth"`: false, "beeth*": true,
		"beeth* ": true, "beeth type:audio": true, "type:audio beeth": true, `beeth"x"`: false,
	} {
		q := mustParse(t, text)
		if got := q.Match(Thing{Name: "Ludwig/Beethoven x.mp3", Size: 1}); got != want {
			t.Errorf("%q finds Beethoven: %v, want %v", text, got, want)
		}
	}
	if mustParse(t, "ludwig -beeth").Match(Thing{Name: "Ludwig/Beethoven.mp3", Size: 1}) == false {
		t.Error("a word that must not be there is taken as a beginning")
	}
}

func TestOrJoinsItsNeighbours(t *testing.T) {
	for text, want := range map[string]bool{
		"bach air OR fugue ": true, "fugue OR air bach ": true, "bach fugue OR toccata ": false, "mozart OR bach ": true,
		"mozart OR haydn OR bach ": true, "mozart OR haydn air ": false, `"bach fugue" OR "bach air" `: true, "mozart OR bac": true,
		"mozart OR bach -air ": false, "bach or air ": false, `bach "OR" air `: false, "mozart OR bach* air ": true, "bach OR": false, "air OR bach type:audio": true,
	} {
		if got := mustParse(t, text).Match(Thing{Name: "Bach Air.flac", Size: 1}); got != want {
			t.Errorf("%q finds it: %v, want %v", text, got, want)
		}
	}
	q := mustParse(t, "bach mozart OR haydn ")
	if got := q.Required(); !reflect.DeepEqual(got, []string{"bach"}) {
		t.Errorf("%q requires %q", q, got)
	}
	if one, other := q.Score(Thing{Name: "Bach Haydn.mp3"}), q.Score(Thing{Name: "Bach Mozart.mp3"}); one != other || one < 0.85 {
		t.Errorf("alternatives score %v and %v", one, other)
	}
}

func TestSizeAndDateAreBounds(t *testing.T) {
	const size = 10_000_000
	mod := time.Date(2024, 1, 31, 23, 59, 59, 0, time.UTC)
	for text, want := range map[string]bool{
		"size:>10MB": false, "size:>=10MB": true, "size:<=10MB": true, "size:<10mb": false, "size:10MB": true,
		"size:9.5MB..10M": true, "size:<10MiB": true, "size:>1GiB": false, "size:1MB..2MB": false, "size:>2MB size:<1MB": false,
		"size:10000KB": true, "size:10000000": true, "size:0.01GB": true, "size:<4000000TB": true,
		"date:2024": true, "date:2024-01": true, "date:2024-01-31": true, "date:>2024-01-31": false, "date:>2024-01-30": true,
		"date:<2024": false, "date:<=2024": true, "date:2020..2023": false, "date:2020..2024-01": true, "date:>=2024-02": false,
	} {
		if got := mustParse(t, text).Match(Thing{Name: "x", Size: size, Mod: mod}); got != want {
			t.Errorf("%q accepts %d bytes of %v: %v, want %v", text, size, mod, got, want)
		}
	}
	if !mustParse(t, "date:<1970").Match(Thing{Name: "x", Size: 1, Mod: time.Unix(-1, 0)}) {
		t.Error("the second before 1970 is not before 1970")
	}
}

func TestErrorsSayWhereAndWhatToType(t *testing.T) {
	for _, test := range []struct {
		text string
		pos  int
		says string
	}{
		{`é "open`, 2, `another "`},
		{"type:vidoe", 5, "video"},
		{"OR bach", 0, "between two words"},
		{"bach OR ", 5, "between two words"},
		{"bach OR OR air", 8, "between two words"},
		{"bach OR type:audio", 8, "comma"},
		{"type:audio OR bach", 11, "between two words"},
		{"bach OR -air", 8, "minus"},
		{"-bach OR air", 6, "between two words"},
		{"a type:", 7, "audio"},
		{"ext:", 4, "ext:flac"},
		{"ext:tar.gz", 4, "ext:gz"},
		{"size:big", 5, "size:>10MB"},
		{"size:>", 5, "size:>10MB"},
		{"size:><1", 5, ">="},
		{"-size:>1", 0, "size:<10MB"},
		{"date:yesterday", 5, "2024-01-31"},
		{"size:5000000TB", 5, "size:>10MB"},
		{strings.Repeat("a ", MaxTerms) + "é", 2 * MaxTerms, "at most 16"},
		{strings.Repeat("a1", MaxAtoms), 0, "parts"},
		{strings.Repeat("a", MaxBytes+1), MaxBytes - 1, "512 bytes"},
	} {
		_, err := Parse(test.text)
		at, ok := errors.AsType[*Error](err)
		if !ok {
			t.Errorf("Parse(%q): %v, want an *Error", test.text, err)
			continue
		}
		if at.Pos != test.pos || !strings.Contains(at.Error(), test.says) {
			t.Errorf("Parse(%q): %d, %v; want %d and %q in it", test.text, at.Pos, err, test.pos, test.says)
		}
	}
}

func TestNothingToLookForIsAnEmptyQuery(t *testing.T) {
	for _, text := range []string{"", "  ", "-", `""`, "– … *", `-"" & `} {
		if q := mustParse(t, text); !q.IsEmpty() || q.String() != "" {
			t.Errorf("%q asks for %q", text, q)
		}
	}
	for _, text := range []string{"a", "-a", "type:audio", "-ext:mp3", "size:0", "date:2024"} {
		if mustParse(t, text).IsEmpty() {
			t.Errorf("%q is taken as empty", text)
		}
	}
}

func TestRequiredTokensAreInEveryMatch(t *testing.T) {
	got := mustParse(t, `CamelCase s01e02 -not 大学讲 讲 "a b" pref`).Required()
	want := []string{"camelcase", "s", "01", "e", "02", "大学", "学讲", "a", "b"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("required tokens are %q, want %q", got, want)
	}
}

// checkRoundTrip holds what String promises.
func checkRoundTrip(t *testing.T, text string) {
	t.Helper()
	q, err := Parse(text)
	if err != nil {
		if at, ok := errors.AsType[*Error](err); !ok || at.Pos < 0 || at.Pos > len([]rune(text)) || at.Text == "" {
			t.Fatalf("Parse(%q): %#v is no proper error", text, err)
		}
		return
	}
	again, err := Parse(q.String())
	if err != nil {
		t.Fatalf("%q is written as %q, which does not parse: %v", text, q.String(), err)
	}
	if !reflect.DeepEqual(q, again) {
		t.Fatalf("%q is written as %q, which reads as\n%#v, want\n%#v", text, q.String(), again, q)
	}
}

// pieces are what random queries are made of.
func pieces() []string {
	return []string{
		"bach", "Air", "OR", " OR ", "or", `"OR"`, "OR*", "s01e02", "24.04", "北京大学", "讲", "é", "-", `"`, `"a b"`, `-"x y"`, " ", "  ", "*", "beet*", "-no*", "(type:video",
		"type:video", "-type:music,book", "ext:flac", "ext:.MP3,ogg", "-ext:zip", "size:>10MB", "size:<1.5GiB", "size:1MB..20MB", "size:7", "size:<0",
		"date:>2024-01", "date:2020..2021-05", "date:<0000", "date:>9999", "re:zero", "type:", "peer:anna", `-peer:"a b"`, "peer:a,b*", "peer:", "“q”", "\xff", "ß", "a*b", "--x", "\u0301", "C++",
	}
}

func TestParseReadsWhatStringWrites(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	all := pieces()
	for range 20_000 {
		var b strings.Builder
		for range 1 + random.IntN(8) {
			b.WriteString(all[random.IntN(len(all))])
			if random.IntN(3) > 0 {
				b.WriteByte(' ')
			}
		}
		checkRoundTrip(t, b.String())
	}
}

func FuzzParse(f *testing.F) {
	for _, piece := range pieces() {
		f.Add(piece)
		f.Add(piece + " bach")
	}
	f.Fuzz(func(t *testing.T, text string) {
		checkRoundTrip(t, text)
		if q, err := Parse(text); err == nil {
			q.Match(Thing{Name: text, Size: 1, Mod: time.Unix(0, 0), Meta: share.Meta{Artist: text}.Bounded()})
		}
	})
}

func BenchmarkMatch(b *testing.B) {
	q, err := Parse("beethoven symphony live")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		q.Match(Thing{Name: "Music/Ludwig van Beethoven/Symphony No. 9 in D minor/04 - Presto (Live).flac", Size: 1})
	}
}
