package ui

import "fyne.io/fyne/v2"

// The names under which Fyne keeps how the window was left. What a person has
// chosen is in package settings.
const (
	preferencePage   = "window.page"
	preferenceWidth  = "window.width"
	preferenceHeight = "window.height"
)

// The sizes of the window: the first one, and the bounds of what is restored,
// so that it can be reached on another screen too.
const (
	firstWidth, firstHeight = 1060, 680
	leastWidth, leastHeight = 640, 400
	mostWidth, mostHeight   = 3840, 2160
)

// restore has the window look as it was left.
func (w *Window) restore(memory fyne.Preferences) {
	width := memory.FloatWithFallback(preferenceWidth, firstWidth)
	height := memory.FloatWithFallback(preferenceHeight, firstHeight)
	w.window.Resize(fyne.NewSize(float32(min(max(width, leastWidth), mostWidth)), float32(min(max(height, leastHeight), mostHeight))))
	for _, p := range w.pages {
		p.view.Remember(memory)
	}
	w.excerpt.Remember(memory)
	if page := memory.Int(preferencePage); page > 0 && page < len(w.pages) {
		w.tabs.SelectIndex(page)
	}
}

// keep notes the size of the window. All else was noted when it changed.
func (w *Window) keep() {
	size, memory := w.window.Canvas().Size(), fyne.CurrentApp().Preferences()
	memory.SetFloat(preferenceWidth, float64(size.Width))
	memory.SetFloat(preferenceHeight, float64(size.Height))
}
