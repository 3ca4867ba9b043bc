package ui

import (
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
)

// wireTicks puts the tree of all folders beside the list of the shared ones.
func (w *Window) wireTicks() {
	if !w.ticks.CanList() {
		return
	}
	w.ticksView.OnShare, w.ticksView.OnUnshare = w.share, w.libraryView.Untick
	w.ticksView.OnLeave, w.ticksView.OnOpen = w.library.Remove, w.openFolder
	w.libraryView.AddTab(lang.L("All folders"), theme.ComputerIcon(), w.ticksView)
}

// sharedSeen follows whether the shared files are looked at.
func (w *Window) sharedSeen(visible bool) {
	w.library.SetVisible(visible)
	w.ticks.SetVisible(visible)
}

// updateShared draws what is shared.
func (w *Window) updateShared() {
	w.libraryView.Update()
	w.ticksView.Update()
}
