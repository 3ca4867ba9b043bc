package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"hinny/app/ui/kit"
	"hinny/app/ui/library"
	"hinny/app/ui/logbook"
	"hinny/app/ui/look"
	"hinny/app/ui/note"
	"hinny/app/ui/peers"
	"hinny/app/ui/search"
	"hinny/app/ui/statistics"
	"hinny/app/ui/ticks"
	"hinny/app/ui/transfers"
)

// fill puts screens over the presenters into the window: at the start, and
// again in another language.
func (w *Window) fill() {
	w.searchView, w.transfersView = search.NewView(w.search, w.peers.Called), transfers.NewView(w.transfers, w.peers.Called)
	w.libraryView, w.peersView = library.NewView(w.library), peers.NewView(w.peers)
	w.ticksView = ticks.NewView(w.ticks)
	w.countsView, w.logView = statistics.NewView(w.counts), logbook.NewView(w.log)
	w.excerpt = logbook.NewExcerpt(w.log)
	w.statusBar = newStatusBar(func(sent bool) { w.unlessAsked(func() { w.showRate(sent) })() })
	w.statusBar.onMessage = w.unlessAsked(w.showMessage)
	w.pages = []page{
		{w.screens[PageSearch], w.searchView, nil},
		{w.screens[PageTransfers], w.transfersView, w.transfers.SetVisible},
		{w.screens[PageShared], w.libraryView, w.sharedSeen},
		{w.screens[PagePeers], w.peersView, nil},
		{w.screens[PageStatistics], w.countsView, w.counts.SetVisible},
		{w.screens[PageLog], w.logView, nil},
	}
	for _, p := range w.pages {
		p.screen.update = p.view.Update
	}
	w.screens[PageShared].update = w.updateShared
	w.screens[partStatus].update, w.screens[partForm].update, w.screens[partList].update = w.updateStatus, w.updateSettings, w.updateList
	w.wire()
	w.build()
}

// speak has the window speak another language. What the presenters know stays;
// what was selected does not.
func (w *Window) speak(language string) {
	if err := look.UseLanguage(language); err != nil {
		w.status.Tell(note.Note{What: note.Failed, Err: err})
		return
	}
	w.keep()
	w.log.Reword()
	w.fill()
	w.updateStatus()
}

// build puts the parts together.
func (w *Window) build() {
	w.tabs = container.NewAppTabs(
		container.NewTabItemWithIcon(lang.L("Search"), theme.SearchIcon(), w.searchView),
		container.NewTabItemWithIcon(lang.L("Transfers"), theme.DownloadIcon(), w.transfersView),
		container.NewTabItemWithIcon(lang.L("Shared"), theme.FolderIcon(), w.libraryView),
		container.NewTabItemWithIcon(lang.L("Peers"), theme.AccountIcon(), w.peersView),
		container.NewTabItemWithIcon(lang.L("Statistics"), theme.GridIcon(), w.countsView),
		container.NewTabItemWithIcon(lang.L("Log"), theme.DocumentIcon(), w.logView),
	)
	w.tips = kit.NewTips(w.screens[partTips].Invalidate)
	w.screens[partTips].update = w.tips.Update
	content := container.NewBorder(nil, w.statusBar, nil, nil, w.tabs)
	content.Add(w.tips) // last: above all else
	w.window.SetContent(content)
	w.window.SetMainMenu(w.menu())
	w.window.SetOnDropped(w.dropped)
	w.window.Canvas().SetOnTypedKey(w.typed)
	if keys, ok := w.window.Canvas().(desktop.Canvas); ok {
		keys.SetOnKeyDown(func(*fyne.KeyEvent) { w.tips.Dismiss() })
	}
	w.window.Canvas().AddShortcut(&fyne.ShortcutPaste{}, func(fyne.Shortcut) { w.pasted() })
	lifecycle := fyne.CurrentApp().Lifecycle()
	lifecycle.SetOnEnteredForeground(func() { w.away = false })
	lifecycle.SetOnExitedForeground(func() {
		w.away = true
		w.tips.Dismiss()
	})
	w.window.SetCloseIntercept(w.close)
	w.tray = w.newTray(w.options.Tray)
	w.restore()
	w.tabs.OnSelected = func(*container.TabItem) { w.selected() }
	w.selected()
}

// wire connects what the screens ask for with who can do it.
func (w *Window) wire() {
	w.searchView.OnLink = w.AddLink
	browse := func(peer string) {
		w.Show(PagePeers)
		w.peers.Browse(peer)
	}
	w.searchView.OnBrowse, w.transfersView.OnBrowse = browse, browse
	w.searchView.OnCopy = w.copyResults
	w.searchView.OnDetails = w.showDetails
	w.searchView.OnDownloadTo = w.downloadTo
	w.transfersView.OnCancel, w.transfersView.OnCategory, w.transfersView.OnRename = w.ask, w.fileUnder, w.rename
	w.transfersView.OnOpenFolder, w.transfersView.OnOpenFile = w.openFolder, w.openFile
	w.transfersView.OnLook = w.excerpt.About
	w.transfersView.AddTab(lang.L("Log"), w.excerpt)
	w.libraryView.OnAdd = func() { w.AddFolder("") }
	w.libraryView.OnRemove = w.ask
	w.libraryView.OnOpen, w.libraryView.OnOpenFile = w.openFolder, w.openFile
	w.libraryView.OnName, w.libraryView.OnHiding = w.nameFolder, w.showHiding
	w.peersView.OnName, w.peersView.OnForget, w.peersView.OnCode = w.namePeer, w.ask, w.showCode
	w.wireTicks()
	w.countsView.OnExport = w.export
	w.peersView.OnCopy, w.logView.OnCopy, w.transfersView.OnCopy = w.copied, w.copied, w.copied
	w.excerpt.OnCopy = w.copied
}
