package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
)

// ctrl is a shortcut with Ctrl, or Command on macOS.
func ctrl(key fyne.KeyName) fyne.Shortcut {
	return &desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierShortcutDefault}
}

// ctrlShift is a shortcut with Shift besides.
func ctrlShift(key fyne.KeyName) fyne.Shortcut {
	return &desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift}
}

// menu makes the main menu. Shortcuts belong to its items: so they work
// wherever the keyboard is, in a field too.
func (w *Window) menu() *fyne.MainMenu {
	item := func(label string, icon fyne.Resource, shortcut fyne.Shortcut, do func()) *fyne.MenuItem {
		return &fyne.MenuItem{Label: label, Icon: icon, Shortcut: shortcut, Action: w.unlessAsked(do)}
	}
	quit := item(lang.L("Quit"), theme.LogoutIcon(), ctrl(fyne.KeyQ), w.quit)
	quit.IsQuit = true
	quit.Action = w.quit
	return keyed(fyne.NewMainMenu(
		fyne.NewMenu(lang.L("File"),
			item(lang.L("Add folder…"), theme.FolderNewIcon(), ctrl(fyne.KeyO), func() { w.AddFolder("") }),
			item(lang.L("Add link…"), theme.ContentPasteIcon(), ctrl(fyne.KeyL), func() { w.AddLink("") }),
			item(lang.L("Open downloads folder"), theme.FolderOpenIcon(), ctrl(fyne.KeyD), func() { w.openFolder("") }),
			fyne.NewMenuItemSeparator(),
			item(lang.L("Hidden files…"), theme.VisibilityOffIcon(), nil, w.showHiding),
			item(lang.L("Rate limits…"), theme.UploadIcon(), nil, w.showLimits),
			item(lang.L("Weekly schedule…"), theme.HistoryIcon(), nil, w.showWeek),
			item(lang.L("Preferences…"), theme.SettingsIcon(), ctrl(fyne.KeyComma), w.showPreferences),
			fyne.NewMenuItemSeparator(), quit),
		fyne.NewMenu(lang.L("View"),
			item(lang.L("Search"), theme.SearchIcon(), ctrl(fyne.Key1), func() { w.Show(PageSearch) }),
			item(lang.L("Transfers"), theme.DownloadIcon(), ctrl(fyne.Key2), func() { w.Show(PageTransfers) }),
			item(lang.L("Shared"), theme.FolderIcon(), ctrl(fyne.Key3), func() { w.Show(PageShared) }),
			item(lang.L("Peers"), theme.AccountIcon(), ctrl(fyne.Key4), func() { w.Show(PagePeers) }),
			item(lang.L("Statistics"), theme.GridIcon(), ctrl(fyne.Key5), func() { w.Show(PageStatistics) }),
			item(lang.L("Log"), theme.DocumentIcon(), ctrl(fyne.Key6), func() { w.Show(PageLog) }),
			item(lang.L("Next tab"), theme.NavigateNextIcon(), ctrl(fyne.KeyTab), func() { w.Show(Page((w.tabs.SelectedIndex() + 1) % len(w.pages))) }),
			fyne.NewMenuItemSeparator(),
			item(lang.L("Find"), theme.SearchIcon(), ctrl(fyne.KeyF), w.find),
			item(lang.L("Filter"), theme.VisibilityIcon(), ctrlShift(fyne.KeyF), w.filter),
			item(lang.L("Next search"), theme.MoveDownIcon(), ctrl(fyne.KeyPageDown), func() { w.searchView.NextTab(1) }),
			item(lang.L("Previous search"), theme.MoveUpIcon(), ctrl(fyne.KeyPageUp), func() { w.searchView.NextTab(-1) }),
			item(lang.L("Close search"), theme.CancelIcon(), ctrl(fyne.KeyW), w.closeSearch),
			fyne.NewMenuItemSeparator(),
			item(lang.L("Whole message"), theme.InfoIcon(), ctrl(fyne.KeyM), w.showMessage),
			item(lang.L("Refresh"), theme.ViewRefreshIcon(), ctrl(fyne.KeyR), w.refresh)),
		fyne.NewMenu(lang.L("Help"),
			item(lang.L("Shortcuts"), theme.HelpIcon(), nil, w.showShortcuts),
			item(lang.L("About Hinny"), theme.InfoIcon(), nil, w.showAbout)),
	))
}

// unlessAsked keeps shortcuts from opening a dialog over a dialog.
func (w *Window) unlessAsked(do func()) func() {
	return func() {
		if w.window.Canvas().Overlays().Top() == nil {
			do()
		}
	}
}

// typed takes the keys that nothing else took.
func (w *Window) typed(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeyF5:
		w.refresh()
	case fyne.KeyF1:
		w.unlessAsked(w.showShortcuts)()
	case fyne.KeyEscape:
		w.dismiss()
	}
}

// find gives the keyboard to the field of the front tab, or to the search.
func (w *Window) find() {
	if s, ok := w.pages[w.tabs.SelectedIndex()].view.(searchable); ok {
		s.FocusSearch(w.window.Canvas())
		return
	}
	w.FocusSearch()
}

// filterable is a view whose rows can be filtered.
type filterable interface{ FocusFilter(fyne.Canvas) }

// filter gives the keyboard to the filter of the front tab, if it has one.
func (w *Window) filter() {
	if f, ok := w.pages[w.tabs.SelectedIndex()].view.(filterable); ok {
		f.FocusFilter(w.window.Canvas())
	}
}

// closeSearch closes the search in front when the searches are looked at.
func (w *Window) closeSearch() {
	if Page(w.tabs.SelectedIndex()) == PageSearch {
		w.searchView.CloseTab()
	}
}

// refresh has the lists read again at once.
func (w *Window) refresh() {
	w.library.Reload()
	w.ticks.Reload()
	w.peers.Reload()
}
