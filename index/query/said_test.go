package query

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"hinny/share"
)

func aSong() Thing {
	return Thing{Name: "Music/track 03.mp3", Size: 5_000_000, Meta: share.Meta{
		Artist: "Beyoncé", Album: "Déjà Vu (Live)", Title: "AC/DC says hello",
		Duration: 3*time.Minute + 45*time.Second + 700*time.Millisecond, Bitrate: 320_400, Width: 600, Height: 500,
	}}
}

func TestAFileIsFoundByWhatItSays(t *testing.T) {
	for text, want := range map[string]bool{
		"beyonce":                   true,
		"beyonce track":             true,
		"beyonce -live":             false,
		"hello ac dc type:audio":    true,
		`"deja vu"`:                 true,
		`"vu live ac"`:              false, // no phrase runs from one text into the next
		`"mp3 beyonce"`:             false,
		"artist:beyonce":            true,
		"ARTIST:Beyoncé":            true,
		"artist:bey*":               true,
		"artist:bey":                false,
		"artist:track":              false,
		`album:"deja vu"`:           true,
		`album:"vu deja"`:           false,
		"title:ac/dc":               true,
		"-artist:beyonce":           false,
		"-artist:madonna track":     true,
		"duration:3:45":             true,
		"duration:225":              true,
		"duration:3m45s":            true,
		"duration:>3:45":            false,
		"duration:>3m duration:<4m": true,
		"duration:0:03:40..3:50":    true,
		"bitrate:>=320":             true,
		"bitrate:320k":              true,
		"bitrate:<0.3M":             false,
		"width:>=600 height:500px":  true,
		"width:>600":                false,
	} {
		if got := mustParse(t, text).Match(aSong()); got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
}

// TestAFileThatSaysNothingHasNoMeasure says that who asks for long films gets
// none of which nothing is known, and none for "shorter" either.
func TestAFileThatSaysNothingHasNoMeasure(t *testing.T) {
	silent := Thing{Name: "a film.mkv"}
	for text, want := range map[string]bool{
		"duration:<10m": false, "width:>=0": false, "artist:film": false, "-artist:film": true, "film": true,
	} {
		if got := mustParse(t, text).Match(silent); got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
}

func TestWhatFilesSayIsWrittenAsItIsRead(t *testing.T) {
	for text, want := range map[string]string{
		"artist:Bach air":                  `artist:"Bach" air`,
		`-title:"air on" type:audio`:       `type:audio -title:"air on"`,
		"album:pas* x ":                    `album:pas* "x"`,
		"duration:>10m":                    "duration:>600s",
		"duration:>10m duration:<=1h":      "duration:601s..3600s",
		"bitrate:>=320":                    "bitrate:>319k",
		"width:>=1920 height:<1080 film x": "width:>1919 height:<1080 film x",
		"duration:2:00":                    "duration:120s",
	} {
		q := mustParse(t, text)
		if q.String() != want {
			t.Errorf("%s is written %s, want %s", text, q, want)
		}
		again := mustParse(t, q.String())
		if again.String() != want {
			t.Errorf("%s is read as %s", want, again)
		}
	}
}

func TestMistakesInWhatFilesSayPointAtThePlace(t *testing.T) {
	for text, want := range map[string]string{
		"x artist:":                             "at character 10: a word is missing",
		"artist:- x":                            "a word is missing",
		`album:"not closed`:                     "is not closed",
		"duration:long":                         "at character 10: \"long\" is no duration",
		"duration:1:99":                         "is no duration",
		"duration:-5":                           "is no duration",
		"duration:1:2:3:4":                      "is no duration",
		"bitrate:fast":                          "is no bit rate",
		"bitrate:1e9":                           "is no bit rate",
		"width:wide":                            "is no number of pixels",
		"width:99999999999":                     "is no number of pixels",
		"-width:5":                              "turn the comparison round, as in width:<1920",
		strings.Repeat("artist:a ", MaxTerms+1): "at most 16 words",
	} {
		_, err := Parse(text)
		if _, ok := errors.AsType[*Error](err); !ok || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// TestRequiredWordsAreAmongTheTokens is what digests and keys rely on.
func TestRequiredWordsAreAmongTheTokens(t *testing.T) {
	tokens := TokensOf(aSong())
	for _, text := range []string{"beyonce ", "track beyonce", `album:"deja vu"`, "artist:beyonce title:hello"} {
		required := mustParse(t, text).Required()
		if len(required) == 0 {
			t.Errorf("%s requires nothing", text)
		}
		for _, word := range required {
			if !slices.Contains(tokens, word) {
				t.Errorf("%s requires %s, which is not in %q", text, word, tokens)
			}
		}
	}
	if got := mustParse(t, "-artist:madonna artist:bey*").Required(); len(got) != 0 {
		t.Errorf("required: %q", got)
	}
}

func TestANameCountsMoreThanWhatTheFileSays(t *testing.T) {
	q := mustParse(t, "sinnerman ")
	named, said := Thing{Name: "sinnerman.flac"}, Thing{Name: "track.flac", Meta: share.Meta{Title: "Sinnerman"}}
	if byName, bySaying := q.Score(named), q.Score(said); bySaying <= 0 || bySaying >= byName {
		t.Errorf("by name %v, by what it says %v", byName, bySaying)
	}
}
