package ui

import (
	"os"
	"strings"

	"fyne.io/fyne/v2"

	"hinny/app/ui/search"
)

// maxLinkFile bounds a file of links that is dropped on the window: thousands
// of links, and no film by mistake.
const maxLinkFile = 1 << 20

// dropped offers to share the folder that was dropped on the window, or to
// download the links that were dropped, as text or as files.
func (w *Window) dropped(_ fyne.Position, uris []fyne.URI) {
	var links []string
	for _, u := range uris {
		if search.IsLink(u.String()) {
			links = append(links, u.String())
			continue
		}
		if u.Scheme() != "file" {
			continue
		}
		info, err := os.Stat(u.Path())
		switch {
		case err != nil:
		case info.IsDir():
			w.AddFolder(u.Path())
			return
		case info.Mode().IsRegular() && info.Size() <= maxLinkFile:
			links = append(links, linksIn(u.Path())...)
		}
	}
	if len(links) > 0 {
		w.AddLink(strings.Join(links, "\n"))
	}
}

// linksIn returns the share links that stand in a file, one a line.
func linksIn(path string) (links []string) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil // it was dropped and is gone: there is nothing to do with it
	}
	return linksOf(string(text))
}

// linksOf returns the lines of a text that are share links.
func linksOf(text string) (links []string) {
	for line := range strings.Lines(text) {
		if search.IsLink(line) {
			links = append(links, strings.TrimSpace(line))
		}
	}
	return links
}

// pasted offers to download the links in the clipboard, wherever the keyboard
// is but in a field.
func (w *Window) pasted() {
	links := linksOf(fyne.CurrentApp().Clipboard().Content())
	if len(links) > 0 && w.window.Canvas().Overlays().Top() == nil {
		w.AddLink(strings.Join(links, "\n"))
	}
}
