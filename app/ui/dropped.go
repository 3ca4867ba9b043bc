package ui

import (
	"errors"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"hinny/app/api"
	"hinny/app/ui/note"
	"hinny/app/ui/search"
	"hinny/app/words"
)

// maxLinkFile bounds a file of links that is dropped on the window: thousands
// of links, and no film by mistake.
const maxLinkFile = 1 << 20

// dropped offers to share the folder that was dropped on the window, or to
// download the links that were dropped, as text or as files.
func (w *Window) dropped(_ fyne.Position, uris []fyne.URI) {
	things := make([]string, len(uris))
	for i, u := range uris {
		things[i] = u.String()
	}
	w.Offer(things)
}

// Offer offers to share the first folder among things, or to download the links
// among them and in the files among them. A thing is a link, a path or a file
// URI; one that is none of them is explained where links are entered.
// Nothing is done before the person says so.
func (w *Window) Offer(things []string) {
	const scheme = "file://"
	var links []string
	for _, thing := range things {
		if search.IsLink(thing) {
			links = append(links, thing)
			continue
		}
		path := thing
		if strings.HasPrefix(thing, scheme) {
			u, err := url.Parse(thing)
			if err != nil {
				continue // the desktop makes no such URI
			}
			path = u.Path
		}
		info, err := os.Stat(path)
		switch {
		case err != nil && path == thing && !filepath.IsAbs(path):
			links = append(links, thing) // no link, and the dialog says so
		case err != nil:
			w.useless(path, err)
		case info.IsDir():
			w.AddFolder(path)
			return
		default:
			found, err := linksIn(path, info)
			if len(found) == 0 {
				w.useless(path, err)
			}
			links = append(links, found...)
		}
	}
	if len(links) > 0 {
		w.AddLink(strings.Join(links, "\n"))
	}
}

// useless tells that nothing can be done with a file.
func (w *Window) useless(path string, err error) {
	name := words.Name(filepath.Base(path))
	text := lang.L("“{{.Name}}” holds no share links. To share a file, share its folder.", map[string]any{"Name": name})
	switch {
	case errors.Is(err, fs.ErrNotExist):
		text = lang.L("“{{.Name}}” is not there.", map[string]any{"Name": name})
	case err != nil:
		text = lang.L("“{{.Name}}” cannot be read.", map[string]any{"Name": name})
	}
	w.status.Tell(note.Note{What: note.Failed, Name: name, Err: &api.Error{Code: api.CodeUsage, Message: text}})
}

// linksIn returns the share links that stand in a file, one a line. What is no
// ordinary file, or too large to be a list of links, has none.
func linksIn(path string, info os.FileInfo) (links []string, err error) {
	if !info.Mode().IsRegular() || info.Size() > maxLinkFile {
		return nil, nil
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return linksOf(string(text)), nil
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
