package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// owner is what a body asks of the table it belongs to, whatever its rows are.
type owner interface {
	length() int
	newRow() fyne.CanvasObject
	setRow(i int, row fyne.CanvasObject)
	move(by int, extend bool)
	moveTo(i int, extend bool)
	open()
	remove()
	selectAll()
	clearSelection()
	menuAtCursor()
	fold(open bool)
	copy() bool
	shift(down bool) bool
}

// body is the list of rows with the keys of a desktop table.
type body struct {
	widget.List
	owner   owner
	focused bool
	shift   bool
}

// The keys of a table.
var (
	_ fyne.Focusable    = (*body)(nil)
	_ desktop.Keyable   = (*body)(nil)
	_ fyne.Shortcutable = (*body)(nil)
)

func newBody(o owner) *body {
	b := &body{owner: o}
	b.Length, b.CreateItem = o.length, o.newRow
	b.UpdateItem = func(i widget.ListItemID, item fyne.CanvasObject) { o.setRow(i, item) }
	b.HideSeparators = true
	b.ExtendBaseWidget(b)
	return b
}

// CreateRenderer implements fyne.Widget. A list tells nobody that it scrolls,
// but what moves away below the pointer has no tip any more.
func (b *body) CreateRenderer() fyne.WidgetRenderer {
	r := b.List.CreateRenderer()
	for _, o := range r.Objects() {
		if scroll, ok := o.(*container.Scroll); ok {
			scrolled := scroll.OnScrolled
			scroll.OnScrolled = func(to fyne.Position) {
				dismiss(b)
				scrolled(to)
			}
		}
	}
	return r
}

// FocusGained implements fyne.Focusable.
func (b *body) FocusGained() {
	b.focused = true
	b.Refresh()
}

// FocusLost implements fyne.Focusable.
func (b *body) FocusLost() {
	b.focused, b.shift = false, false
	b.Refresh()
}

// KeyDown implements desktop.Keyable.
func (b *body) KeyDown(key *fyne.KeyEvent) {
	dismiss(b)
	b.hold(key, true)
}

// KeyUp implements desktop.Keyable.
func (b *body) KeyUp(key *fyne.KeyEvent) { b.hold(key, false) }

func (b *body) hold(key *fyne.KeyEvent, down bool) {
	if key.Name == desktop.KeyShiftLeft || key.Name == desktop.KeyShiftRight {
		b.shift = down
	}
}

// TypedRune implements fyne.Focusable.
func (b *body) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (b *body) TypedKey(key *fyne.KeyEvent) {
	page := max(int(b.Size().Height/RowHeight)-1, 1)
	switch key.Name {
	case fyne.KeyUp:
		b.owner.move(-1, b.shift)
	case fyne.KeyDown:
		b.owner.move(1, b.shift)
	case fyne.KeyPageUp:
		b.owner.move(-page, b.shift)
	case fyne.KeyPageDown:
		b.owner.move(page, b.shift)
	case fyne.KeyHome:
		b.owner.moveTo(0, b.shift)
	case fyne.KeyEnd:
		b.owner.moveTo(b.owner.length()-1, b.shift)
	case fyne.KeyReturn, fyne.KeyEnter:
		b.owner.open()
	case fyne.KeyDelete:
		b.owner.remove()
	case fyne.KeyEscape:
		b.owner.clearSelection()
	case fyne.KeyLeft:
		b.owner.fold(false)
	case fyne.KeyRight:
		b.owner.fold(true)
	case desktop.KeyMenu:
		b.owner.menuAtCursor()
	default:
		pass(b, key)
	}
}

// TypedShortcut implements fyne.Shortcutable.
func (b *body) TypedShortcut(shortcut fyne.Shortcut) {
	switch s := shortcut.(type) {
	case *fyne.ShortcutSelectAll:
		b.owner.selectAll()
		return
	case *fyne.ShortcutCopy:
		if b.owner.copy() {
			return
		}
	case *desktop.CustomShortcut:
		if s.Modifier == fyne.KeyModifierShortcutDefault|fyne.KeyModifierShift && (s.KeyName == fyne.KeyUp || s.KeyName == fyne.KeyDown) &&
			b.owner.shift(s.KeyName == fyne.KeyDown) {
			return
		}
	}
	// As with keys: what means nothing to a table may mean something to the window.
	if c, ok := fyne.CurrentApp().Driver().CanvasForObject(b).(fyne.Shortcutable); ok {
		c.TypedShortcut(shortcut)
	}
}
