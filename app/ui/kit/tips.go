package kit

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// tipDelay is how long the pointer rests on something before a tip shows. The
// beat of the loop that draws it comes on top: 0.6 s at most, as with others.
const tipDelay = 500 * time.Millisecond

// tipper is what may have more to say than it shows.
type tipper interface {
	// Tip returns an empty tip when all is shown already. It is called while
	// the pointer is on the tipper, on the window's goroutine.
	Tip() Tip
}

// Tips is the layer above the content of a window in which tips show. It takes
// neither the pointer nor the keyboard, so that everything below works on: a
// pop-up would swallow the next click, and stand for a dialog. While there is
// no tip it is hidden and costs nothing.
type Tips struct {
	widget.BaseWidget
	wake   func()          // has Update called soon, on the window's goroutine
	box    *fyne.Container // without a layout: a tip stands where the pointer is
	timer  *time.Timer     // runs only while something is waited for
	due    time.Time       // zero: nothing is waited for
	what   tipper          // what the pointer is on; nil: nothing with a tip
	at     fyne.Position   // of the pointer
	canvas fyne.Canvas     // of the window; nil before the pointer was on anything
	shown  Tip
}

// NewTips returns the layer. It is the last object of the content. wake may be
// called on any goroutine.
func NewTips(wake func()) *Tips {
	t := &Tips{wake: wake, box: &fyne.Container{}}
	t.Hidden = true
	t.ExtendBaseWidget(t)
	return t
}

// CreateRenderer implements fyne.Widget.
func (t *Tips) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(t.box) }

// MinSize implements fyne.CanvasObject: the window does not grow for a tip.
func (t *Tips) MinSize() fyne.Size { return fyne.Size{} }

// Dismiss hides the tip, or gives up waiting for it. It does not come again
// before the pointer was elsewhere.
func (t *Tips) Dismiss() {
	t.due = time.Time{}
	if t.timer != nil {
		t.timer.Stop()
	}
	if t.Visible() {
		t.Hide()
		t.box.RemoveAll()
		t.canvas.Refresh(t)
	}
	t.shown = Tip{}
}

// Update shows the tip that is due.
func (t *Tips) Update() {
	if t.due.IsZero() || time.Now().Before(t.due) {
		return
	}
	t.due = time.Time{}
	// Over a dialog there is no layer, and what lies below one is not pointed at.
	if t.canvas.Overlays().Top() == nil {
		t.show(t.what.Tip())
	}
}

// over follows the pointer, which is on something or, for nil, on nothing with
// a tip. Within the same thing it may move.
func (t *Tips) over(what tipper, at fyne.Position) {
	if what == nil || what != t.what {
		t.leave()
	}
	switch {
	case what == nil || t.Visible():
	case what == t.what:
		t.at = at
	case !what.Tip().empty():
		t.what, t.at, t.due = what, at, time.Now().Add(tipDelay)
		t.timer = time.AfterFunc(tipDelay, t.wake)
	}
}

// leave follows the pointer away from everything.
func (t *Tips) leave() {
	t.Dismiss()
	t.what = nil
}

// again shows what has changed of a tip.
func (t *Tips) again() {
	if t.Visible() {
		t.show(t.what.Tip())
	}
}

func (t *Tips) show(tip Tip) {
	switch {
	case tip.empty():
		t.Dismiss()
		return
	case tip == t.shown:
		return
	}
	t.shown = tip
	window := t.canvas.Size()
	panel := newPanel(tip, window.Width)
	// The layer begins where the content does, below the menu of the window.
	origin := fyne.CurrentApp().Driver().AbsolutePositionForObject(t.canvas.Content())
	panel.Move(placed(t.at, panel.Size(), window).Subtract(origin))
	t.box.RemoveAll()
	t.box.Add(panel)
	t.Show()
	t.canvas.Refresh(t) // a layer that was never drawn does not know its canvas
}

// point tells the layer above an object that the pointer is on something in
// it, or on nothing with a tip.
func point(o fyne.CanvasObject, what tipper, e *desktop.MouseEvent) {
	if t := tipsOver(o); t != nil {
		t.over(what, e.AbsolutePosition)
	}
}

// leave tells the layer above an object that the pointer is not on it any more.
func leave(o fyne.CanvasObject) {
	if t := tipsOver(o); t != nil {
		t.leave()
	}
}

// again tells the layer above an object that what has a tip there has changed.
func again(o fyne.CanvasObject) {
	if t := tipsOver(o); t != nil {
		t.again()
	}
}

// dismiss hides the tip above an object.
func dismiss(o fyne.CanvasObject) {
	if t := tipsOver(o); t != nil {
		t.Dismiss()
	}
}

// tipsOver returns the layer of the window that an object is in, or nil where
// there is none.
func tipsOver(o fyne.CanvasObject) *Tips {
	c := fyne.CurrentApp().Driver().CanvasForObject(o)
	if c == nil {
		return nil
	}
	t := layerIn(c.Content())
	if t != nil {
		t.canvas = c
	}
	return t
}

// layerIn looks for the layer where it is put: among the containers that a
// content is built of, never in their widgets.
func layerIn(o fyne.CanvasObject) *Tips {
	switch o := o.(type) {
	case *Tips:
		return o
	case *fyne.Container:
		for _, child := range slices.Backward(o.Objects) {
			if t := layerIn(child); t != nil {
				return t
			}
		}
	}
	return nil
}
