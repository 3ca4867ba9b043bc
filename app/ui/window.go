package ui

import (
	"context"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"hinny/app/api"
	"hinny/app/ui/hiding"
	"hinny/app/ui/kit"
	"hinny/app/ui/library"
	"hinny/app/ui/logbook"
	"hinny/app/ui/look"
	"hinny/app/ui/memory"
	"hinny/app/ui/peers"
	"hinny/app/ui/search"
	"hinny/app/ui/settings"
	"hinny/app/ui/statistics"
	"hinny/app/ui/status"
	"hinny/app/ui/ticks"
	"hinny/app/ui/transfers"
	"hinny/app/ui/week"
)

// Options are what a Window is made of.
type Options struct {
	Window  fyne.Window
	Backend api.Backend
	Do      func(func())             // fyne.Do, or a queue in tests
	Open    func(path string) error  // has the desktop open a file, or show a folder
	Notify  func(title, text string) // tells a person who looks elsewhere; nil: nobody is told
	Tray    Tray                     // nil: the desktop has none
	Memory  *memory.Memory           // of how the window was left; nil: it forgets
	Version string
}

// Window is Hinny's window.
type Window struct {
	options Options
	window  fyne.Window
	memory  *memory.Memory
	loop    *Loop
	screens [parts]*Screen // by Page and the parts after the pages

	search    *search.Presenter
	transfers *transfers.Presenter
	library   *library.Presenter
	peers     *peers.Presenter
	counts    *statistics.Presenter
	log       *logbook.Presenter
	status    *status.Presenter
	settings  *settings.Presenter
	hiding    *hiding.Presenter
	ticks     *ticks.Presenter
	week      *week.Presenter

	searchView    *search.View
	transfersView *transfers.View
	libraryView   *library.View
	peersView     *peers.View
	ticksView     *ticks.View
	countsView    *statistics.View
	logView       *logbook.View
	excerpt       *logbook.Excerpt // of the log, about one download
	statusBar     *statusBar

	tabs  *container.AppTabs
	tips  *kit.Tips
	pages []page

	form    *settings.View // nil: the preferences are not shown
	list    list           // nil: no list is shown in a dialog
	guiding bool           // the first steps are to be shown
	away    bool           // another window has the keyboard
	asking  bool           // whether to go on in the tray
	least   fyne.Size      // what the content needed when it was last settled
	tray    *tray          // nil: there is none
	raised  []raised       // dialogs, the newest last
	linking linking        // the last dialog that asked for links

	clipboard clipboard
}

// page is one tab.
type page struct {
	screen *Screen
	view   view
	seen   func(visible bool) // tells the presenter; may be nil
}

// view is what the window asks of every screen.
type view interface {
	fyne.CanvasObject
	Update()
	FocusRows(fyne.Canvas)
	Remember(*memory.Memory)
}

// searchable is a view with a field to type into.
type searchable interface{ FocusSearch(fyne.Canvas) }

// New fills the window. Nothing moves before Run.
func New(o Options) *Window {
	w := &Window{options: o, window: o.Window, memory: o.Memory, loop: NewLoop(o.Do)}
	if w.memory == nil {
		w.memory = memory.New()
	}
	w.loop.drawn = w.settle
	for i := range w.screens {
		w.screens[i] = w.loop.Add()
	}
	screens := &w.screens
	list := screens[partList]
	w.status = status.New(o.Backend, screens[partStatus].Invalidate)
	w.search = search.New(o.Backend, screens[PageSearch].Invalidate, w.status.Tell)
	w.transfers = transfers.New(o.Backend, screens[PageTransfers].Invalidate, w.status.Tell)
	w.library = library.New(o.Backend, screens[PageShared].Invalidate, w.status.Tell)
	w.settings = settings.New(o.Backend, screens[partForm].Invalidate, w.status.Tell)
	w.hiding, w.week = hiding.New(o.Backend, list.Invalidate), week.New(o.Backend, list.Invalidate)
	w.ticks = ticks.New(o.Backend, screens[PageShared].Invalidate)
	w.peers = peers.New(o.Backend, screens[PagePeers].Invalidate, w.status.Tell)

	entries, _ := o.Backend.(api.Logger)
	w.log = logbook.New(entries, look.Happened, func() {
		screens[PageTransfers].Invalidate() // what is said of a download stands there, too
		screens[PageLog].Invalidate()
	})
	counter, _ := o.Backend.(api.Counter)
	w.counts = statistics.New(counter, screens[PageStatistics].Invalidate, w.status.Tell)

	for _, always := range screens[partStatus:] {
		always.SetVisible(true)
	}
	w.fill()
	return w
}

// Run works until ctx ends and every part has stopped.
func (w *Window) Run(ctx context.Context) error {
	var parts sync.WaitGroup
	for _, run := range []func(context.Context) error{
		w.loop.Run, w.search.Run, w.transfers.Run, w.library.Run, w.peers.Run, w.counts.Run, w.log.Run, w.status.Run, w.settings.Run,
		w.hiding.Run, w.week.Run, w.ticks.Run, w.watchClipboard, w.remember,
	} {
		parts.Go(func() { run(ctx) }) // they end without an error, with ctx
	}
	parts.Wait()
	return nil
}

// Page is one of the tabs.
type Page int

// The tabs in their order.
const (
	PageSearch Page = iota
	PageTransfers
	PageShared
	PagePeers
	PageStatistics
	PageLog
)

// The parts of the window beside the tabs, which go on from them.
const (
	partStatus = PageLog + 1 + iota
	partForm   // the preferences
	partList   // a list in a dialog
	partTips   // what is said where the pointer rests
	parts
)

// Show brings a tab to the front.
func (w *Window) Show(p Page) { w.tabs.SelectIndex(int(p)) }

// FocusSearch brings the search to the front and gives its field the keyboard.
func (w *Window) FocusSearch() {
	w.Show(PageSearch)
	w.searchView.FocusSearch(w.window.Canvas())
}

// Search searches in a tab of its own, as if the words had been typed.
func (w *Window) Search(text string) {
	w.FocusSearch()
	w.search.Search(text)
}

// Found returns how many results the search in front has.
func (w *Window) Found() int { return w.search.View().Found }

// selected follows a change of tabs: only what is seen is drawn, and at once.
func (w *Window) selected() {
	w.tips.Dismiss()
	front := w.tabs.SelectedIndex()
	for i, p := range w.pages {
		p.screen.SetVisible(i == front)
		if p.seen != nil {
			p.seen(i == front)
		}
	}
	w.pages[front].view.Update()
	memory.Set(w.memory, memoryPage, front)
	if Page(front) == PageSearch {
		w.searchView.FocusSearch(w.window.Canvas())
	} else {
		w.pages[front].view.FocusRows(w.window.Canvas())
	}
}
