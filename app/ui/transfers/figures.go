package transfers

import (
	"strings"

	"fyne.io/fyne/v2/lang"

	"hinny/app/api"
	"hinny/app/ui/look"
	"hinny/app/words"
)

// lineFigures says in words what the bar of a line shows.
func lineFigures(l Line) string {
	if l.source != nil {
		return l.source.figures()
	}
	return figures(l.Transfer)
}

// figures says of how many chunks of a download is what its bar shows.
func figures(t api.Transfer) string {
	all := len(t.Map)
	switch {
	case t.State == api.StateComplete:
		return lang.L("All chunks are here")
	case all == 0:
		return lang.L("The chunks are not known yet")
	}
	here, fetched, missing := counted(t.Map)
	parts := []string{ofChunks(here, all)}
	if fetched > 0 {
		parts = append(parts, lang.L("{{.Count}} being fetched", look.Count(fetched)))
	}
	if missing > 0 {
		parts = append(parts, lang.L("{{.Count}} that nobody has", look.Count(missing)))
	}
	return strings.Join(parts, lang.L(", "))
}

// ofChunks is how many chunks of a download are here.
func ofChunks(here, all int) string {
	return lang.N("{{.Here}} of {{.Count}} chunks here", all, map[string]any{"Here": words.Count(int64(here)), "Count": words.Count(int64(all))})
}

// counted counts the chunks of a map that are here, being fetched, and missing
// everywhere, each as the bar colours it.
func counted(chunks []byte) (here, fetched, missing int) {
	for _, c := range chunks {
		switch {
		case c&api.MapHave != 0:
			here++
		case c&api.MapFetching != 0:
			fetched++
		case c&api.MapHolders == 0:
			missing++
		}
	}
	return here, fetched, missing
}

// figures says in words what the bar of a provider shows. What it holds is
// counted by the node: the bar may be of some chunks only.
func (s source) figures() string {
	switch {
	case s.whole:
		return lang.L("{{.Share}} of the file came from there", map[string]any{"Share": words.Percent(s.Bytes, s.size)})
	case s.all == 0:
		return lang.L("The chunks are not known yet")
	}
	return lang.N("It has {{.There}} of {{.Count}} chunks", s.all, map[string]any{"There": words.Count(int64(s.Chunks)), "Count": words.Count(int64(s.all))})
}
