package ui

import (
	"errors"
	"strings"

	"fyne.io/fyne/v2/lang"

	"hinny/share"
	"hinny/share/link"
)

// wrongLink says in a sentence what is wrong with the first line that nothing
// can be downloaded from; empty if all is well.
func wrongLink(text string) string {
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if _, err := share.ParseRootHash(line); err == nil || line == "" {
			continue
		}
		switch _, err := link.Parse(line); {
		case errors.Is(err, link.ErrForeign):
			return lang.L("“{{.Text}}” belongs to another network, such as BitTorrent. Hinny downloads links with xt=urn:blake3 in them.", map[string]any{"Text": brief(line)})
		case err != nil:
			return lang.L("“{{.Text}}” is no share link.", map[string]any{"Text": brief(line)})
		}
	}
	return ""
}

// brief shortens a link to what a line can show.
func brief(text string) string {
	const most = 40
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}
