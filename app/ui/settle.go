package ui

// settle has everything that was changed take its place at once. Fyne would do
// it while it draws, and where a list has grown meanwhile it then draws the
// whole window a second time: without a graphics card 15 ms during which the
// window does not answer (make bench-window).
//
// A window that needs more room than before, and one with a dialog, is left to
// Fyne, which sees to its frame too.
func (w *Window) settle() {
	c, ok := w.window.Canvas().(interface{ EnsureMinSize() bool })
	if !ok || w.window.Canvas().Overlays().Top() != nil {
		return
	}
	least := w.window.Content().MinSize()
	if least != w.least {
		w.least = least
		return
	}
	if c.EnsureMinSize() {
		w.window.Resize(w.window.Canvas().Size().Max(least)) // the frame follows
	}
}
