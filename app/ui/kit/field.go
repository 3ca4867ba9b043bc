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

// KeyDown implements desktop.Keyable.
func (f *Field) KeyDown(key *fyne.KeyEvent) {
	dismiss(f)
	f.Entry.KeyDown(key)
}

// TypedKey implements fyne.Focusable.
func (f *Field) TypedKey(key *fyne.KeyEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(f); c != nil && key.Name == fyne.KeyDown && f.OnDown != nil {
		f.OnDown(c)
		return
	}
	if functionKey(key.Name) || key.Name == fyne.KeyEscape {
		pass(f, key)
		return
	}
	f.Entry.TypedKey(key)
}

// functionKey reports whether a key means nothing to a text.
func functionKey(name fyne.KeyName) bool {
	return len(name) > 1 && name[0] == 'F' && '1' <= name[1] && name[1] <= '9'
}

// pass hands a key to the window. Fyne gives the window only the keys that are
// pressed while nothing has the keyboard, so that whoever has it must.
func pass(o fyne.CanvasObject, key *fyne.KeyEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(o); c != nil && c.OnTypedKey() != nil {
		c.OnTypedKey()(key)
	}
}
