package look

import (
	"strings"
	"testing"
	"unicode"

	"hinny/app/api"
)

func happenings() []api.Happening {
	return []api.Happening{
		api.HappenedStarted, api.HappenedOnline, api.HappenedOffline, api.HappenedShared, api.HappenedUnshared, api.HappenedScanned,
		api.HappenedOrdered, api.HappenedArrived, api.HappenedFailed, api.HappenedCancelled, api.HappenedNotPassed, api.HappenedDiskWait,
		api.HappenedDiskBack, api.HappenedWrongBytes, api.HappenedLied, api.HappenedRude, api.HappenedBanned, api.HappenedAnswersAll,
		api.HappenedUnserved, api.HappenedNews, api.HappenedNotLocal, api.HappenedNoDHT, api.HappenedPort, api.HappenedNoListen,
		api.HappenedHub, api.HappenedLeaf, api.HappenedReindex, api.HappenedRestart, api.HappenedWatchLimit,
	}
}

func TestEveryHappeningIsSaidInTheLanguageOfThePerson(t *testing.T) {
	for _, language := range []string{English, Chinese} {
		t.Run(language, func(t *testing.T) {
			speak(t, language)
			for _, what := range happenings() {
				text := Happened(api.Entry{What: what, Text: "raw", Name: "骡\x1b", Peer: "12D3KooWAbCdEfGh", Detail: "7"})
				chinese := strings.ContainsFunc(strings.ReplaceAll(text, "骡", ""), func(r rune) bool { return unicode.Is(unicode.Han, r) })
				if text == "raw" || chinese != (language == Chinese) || strings.ContainsAny(text, "\x1b{}") {
					t.Errorf("%s: %q", what, text)
				}
			}
			if text := Happened(api.Entry{What: "of a later version", Text: "The node says it"}); text != "The node says it" {
				t.Errorf("a happening that is not known is said as %q", text)
			}
		})
	}
	speak(t, English)
}
