package ui

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"hinny/app/ui/look"
	"hinny/app/ui/memory"
	"hinny/app/ui/settings"
)

// clipboardEvery is how often the clipboard is looked at, where a person has
// asked for it: soon enough to be there when he comes back from the browser.
const clipboardEvery = time.Second

// clipboard knows which text was offered, or put there by us.
type clipboard struct{ seen string }

// news returns the links of a text that was not seen before.
func (c *clipboard) news(text string) []string {
	if text == c.seen {
		return nil
	}
	c.seen = text
	return linksOf(text)
}

// watchClipboard offers links that are copied anywhere, until ctx ends. Nothing
// is read unless the person has chosen so.
func (w *Window) watchClipboard(ctx context.Context) error {
	ticker := time.NewTicker(clipboardEvery)
	defer ticker.Stop()
	watched := false
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-ticker.C:
		}
		on := memory.Get(w.memory, settings.Clipboard, false)
		if on {
			first := !watched // what lay there before is no news
			w.options.Do(func() { w.lookAtClipboard(first) })
		}
		watched = on
	}
}

// lookAtClipboard offers what is new in the clipboard, if nothing else is asked
// just now; if something is, it is offered later.
func (w *Window) lookAtClipboard(first bool) {
	if w.window.Canvas().Overlays().Top() != nil && !first {
		return
	}
	links := w.clipboard.news(fyne.CurrentApp().Clipboard().Content())
	if len(links) == 0 || first {
		return
	}
	w.AddLink(strings.Join(links, "\n"))
	if w.away && w.options.Notify != nil {
		w.options.Notify("Hinny", lang.N("{{.Count}} links were copied. Hinny offers to download them.", len(links), look.Count(len(links))))
	}
}

// copy puts text into the clipboard, as our own.
func (w *Window) copy(text string) {
	fyne.CurrentApp().Clipboard().SetContent(text)
	w.clipboard.seen = text
}
