package kit

import (
	"strings"
	"testing"
	"testing/synctest"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"hinny/app/api"
	"hinny/app/ui/order"
	"hinny/app/ui/uitest"
)

const longName = "A name that is much too long for the column which it stands in.mkv"

// The middles of the columns of a hovered table.
const (
	onName  = 50
	onShort = 350
	onBar   = 550
)

// hovered is a table under a layer of tips, and a pointer.
type hovered struct {
	*Table[string, string]
	t     *testing.T
	tips  *Tips
	queue uitest.Queue
	wakes int
	below string // what the figures of every bar are
}

// hover runs a test with a table of names in virtual time.
func hover(t *testing.T, check func(h *hovered)) {
	synctest.Test(t, func(t *testing.T) {
		uitest.App(t, theme.VariantLight)
		h := &hovered{t: t, below: "3 of 4 chunks"}
		name := func(s string) Words { return Plain(s) }
		h.Table = NewTable([]Column[string]{
			{ID: "name", Title: "A title that is too long, too", Width: 100, New: TextColumn(false, name)},
			{ID: "short", Title: "Short", Width: 100, Grow: true, New: TextColumn(false, func(string) Words { return Plain("short") })},
			{ID: "bar", Title: "Bar", Width: 100, New: BarColumn(
				func(string) Chunks { return Chunks{Map: []byte{api.MapHave, 0}} },
				func(string) string { return h.below },
			)},
		}, func(s string) string { return s })
		h.tips = NewTips(func() {
			h.queue.Do(func() { h.wakes++ })
			h.queue.Do(h.tips.Update)
		})
		window := test.NewTempWindow(t, container.NewStack(h.Table, h.tips))
		window.SetPadded(false)
		window.Resize(fyne.NewSize(600, 300))
		h.SetRows([]string{longName, "a.txt", longName + "2"}, order.Order{})
		check(h)
	})
}

func (h *hovered) canvas() fyne.Canvas { return fyne.CurrentApp().Driver().CanvasForObject(h.Table) }

// inRow returns a place in a row.
func inRow(x float32, row int) fyne.Position {
	return fyne.NewPos(x, headerHeight+(float32(row)+0.5)*RowHeight)
}

// move moves the pointer.
func (h *hovered) move(at fyne.Position) { test.MoveMouse(h.canvas(), at) }

// rest moves the pointer and leaves it there.
func (h *hovered) rest(at fyne.Position) {
	h.move(at)
	uitest.Pass(tipDelay)
	h.queue.Pump()
}

// said returns the text of the tip that is seen.
func (h *hovered) said() string {
	if !h.tips.Visible() {
		return ""
	}
	for _, o := range test.LaidOutObjects(h.tips) {
		if label, ok := o.(*widget.Label); ok {
			return label.Text
		}
	}
	h.t.Error("a tip is seen that says nothing")
	return ""
}

func (h *hovered) mustSay(want, when string) {
	h.t.Helper()
	if got := h.said(); got != want {
		h.t.Errorf("%s: the tip says %q, want %q", when, got, want)
	}
}

func TestATipSaysWhatIsCut(t *testing.T) {
	hover(t, func(h *hovered) {
		h.rest(inRow(onName, 0))
		h.mustSay(longName, "on a name that is cut")
		h.rest(inRow(onShort, 0))
		h.mustSay("", "on a text that is seen")
		h.rest(inRow(onName, 1))
		h.mustSay("", "on a name that is seen")
		h.rest(fyne.NewPos(onName, headerHeight/2))
		h.mustSay("A title that is too long, too", "on a title that is cut")
		h.rest(fyne.NewPos(onShort, headerHeight/2))
		h.mustSay("", "on a title that is seen")
	})
}

func TestATipSaysWhatABarShows(t *testing.T) {
	hover(t, func(h *hovered) {
		h.rest(inRow(onBar, 1))
		h.mustSay("3 of 4 chunks", "on a bar")
		if h.tips.shown.Colors != MeansDownload {
			t.Error("its colours are not explained")
		}
		h.below = "4 of 4 chunks"
		h.SetRows(h.Rows(), order.Order{})
		h.mustSay("4 of 4 chunks", "on a bar that changes")
	})
}

func TestATipWaitsUntilThePointerRests(t *testing.T) {
	hover(t, func(h *hovered) {
		h.move(inRow(onName, 0))
		uitest.Pass(tipDelay / 2)
		h.queue.Pump()
		h.mustSay("", "too early")
		h.move(inRow(onName+5, 0))
		uitest.Pass(tipDelay / 2)
		h.queue.Pump()
		h.mustSay(longName, "moved within the cell")
		h.move(inRow(onName, 2))
		h.mustSay("", "in the next row at once")
		h.move(inRow(onShort, 2))
		uitest.Pass(tipDelay)
		if h.queue.Pump() != 0 || h.said() != "" {
			t.Error("something wakes the window for a cell that the pointer has left")
		}
	})
}

func TestATipGoes(t *testing.T) {
	for how, act := range map[string]func(h *hovered){
		"when the pointer leaves": func(h *hovered) { h.move(fyne.NewPos(onName, 290)) },
		"when the row is clicked": func(h *hovered) { h.pinned.MouseDown(&desktop.MouseEvent{}) },
		"when a key is pressed":   func(h *hovered) { h.body.KeyDown(&fyne.KeyEvent{Name: fyne.KeyA}) },
		"when the rows scroll":    func(h *hovered) { test.Scroll(h.canvas(), inRow(onName, 0), 0, -5) },
		"when the row is another": func(h *hovered) { h.SetRows([]string{"a.txt", longName}, order.Order{}) },
		"when the row is gone":    func(h *hovered) { h.SetRows(nil, order.Order{}) },
		"when it is all seen":     func(h *hovered) { h.drag(0, 700) },
	} {
		hover(t, func(h *hovered) {
			many := make([]string, 40) // so that there is something to scroll
			for i := range many {
				many[i] = longName + strings.Repeat("I", i)
			}
			h.SetRows(many, order.Order{})
			h.rest(inRow(onName, 0))
			h.mustSay(longName, "before")
			act(h)
			h.mustSay("", how)
		})
	}
}

func TestATipThatWentDoesNotComeBackForAStep(t *testing.T) {
	hover(t, func(h *hovered) {
		h.rest(inRow(onName, 0))
		h.body.KeyDown(&fyne.KeyEvent{Name: fyne.KeyA})
		h.rest(inRow(onName+1, 0))
		h.mustSay("", "in the same cell")
		h.rest(inRow(onName, 2))
		h.rest(inRow(onName, 0))
		h.mustSay(longName, "back from another one")
	})
}

func TestATipTakesNothingFromWhatIsBelow(t *testing.T) {
	hover(t, func(h *hovered) {
		h.rest(inRow(onName, 0))
		h.mustSay(longName, "before")
		if h.canvas().Overlays().Top() != nil {
			t.Error("a tip counts as a dialog")
		}
		if first := h.pinned; first.i != 0 || !first.hovered {
			t.Error("the row is not lit any more")
		}
		h.move(inRow(onShort, 1)) // where the tip is
		if second := h.pinned; second.i != 1 || !second.hovered {
			t.Error("the row below the tip cannot be pointed at")
		}
	})
}

func TestNoTipComesOverADialog(t *testing.T) {
	hover(t, func(h *hovered) {
		h.move(inRow(onName, 0))
		h.canvas().Overlays().Add(widget.NewLabel("a dialog"))
		uitest.Pass(tipDelay)
		h.queue.Pump()
		h.mustSay("", "under a dialog")
	})
}

func TestAnIdleWindowIsNotWokenForTips(t *testing.T) {
	hover(t, func(h *hovered) {
		h.rest(inRow(onName, 0))
		h.rest(inRow(onShort, 0))
		uitest.Pass(100 * tipDelay)
		if h.queue.Pump(); h.wakes != 1 {
			t.Errorf("woken %d times for one tip", h.wakes)
		}
	})
}

func TestATipStaysInsideTheWindow(t *testing.T) {
	size, window := fyne.NewSize(200, 50), fyne.NewSize(600, 300)
	for pointer, want := range map[fyne.Position]fyne.Position{
		fyne.NewPos(100, 100): fyne.NewPos(100, 100+tipBelow),
		fyne.NewPos(590, 100): fyne.NewPos(600-200-tipEdge, 100+tipBelow),
		fyne.NewPos(100, 280): fyne.NewPos(100, 280-tipAbove-50),
		fyne.NewPos(0, 0):     fyne.NewPos(tipEdge, tipBelow),
	} {
		if got := placed(pointer, size, window); got != want {
			t.Errorf("at %v it stands at %v, not at %v", pointer, got, want)
		}
	}
}

func TestALongTipWraps(t *testing.T) {
	uitest.App(t, theme.VariantLight)
	line := newPanel(Tip{Text: "short"}, 1000).Size()
	for text, name := range map[string]string{strings.Repeat("a few words ", 20): "words", strings.Repeat("x", 300): "a word", strings.Repeat("x", 100_000): "an endless word"} {
		size := newPanel(Tip{Text: text}, 1000).Size()
		if size.Width > tipWidth || size.Height <= line.Height || size.Height > 500 {
			t.Errorf("%s makes a tip of %v", name, size)
		}
	}
	if narrow := newPanel(Tip{Text: longName}, 200).Size(); narrow.Width > 200 {
		t.Errorf("in a narrow window it is %v wide", narrow.Width)
	}
}

func TestTheTipOfAnObjectFollowsIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		uitest.App(t, theme.VariantLight)
		var queue uitest.Queue
		var tips *Tips
		tips = NewTips(func() { queue.Do(tips.Update) })
		says := "one"
		told := NewTold(NewChunkBar(), func() Tip { return Tip{Text: says} })
		window := test.NewTempWindow(t, container.NewStack(told, tips))
		window.Resize(fyne.NewSize(300, 200))
		test.MoveMouse(window.Canvas(), fyne.NewPos(50, 50))
		uitest.Pass(tipDelay)
		queue.Pump()
		if tips.shown.Text != "one" {
			t.Errorf("the tip says %q", tips.shown.Text)
		}
		says = "two"
		told.Changed()
		if tips.shown.Text != "two" {
			t.Errorf("then it says %q", tips.shown.Text)
		}
		told.MouseOut()
		if tips.Visible() {
			t.Error("it stays")
		}
	})
}
