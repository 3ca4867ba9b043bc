package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// Field is an entry from which the Down key leads into the table below.
type Field struct {
	widget.Entry
	OnDown func(fyne.Canvas)
}

// NewField returns an empty field.
func NewField() *Field {
	f := &Field{}
	f.ExtendBaseWidget(f)
	return f
}

// TypedKey implements fyne.Focusable.
func (f *Field) TypedKey(key *fyne.KeyEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(f); c != nil && key.Name == fyne.KeyDown && f.OnDown != nil {
		f.OnDown(c)
		return
	}
	f.Entry.TypedKey(key)
}
