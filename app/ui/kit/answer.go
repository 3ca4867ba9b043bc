package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// Answer is the button of a dialog that the Enter key means, too.
type Answer struct{ widget.Button }

// NewAnswer returns the button with an icon and what it does.
func NewAnswer(label string, icon fyne.Resource, do func()) *Answer {
	a := &Answer{widget.Button{Text: label, Icon: icon, OnTapped: do, Importance: widget.HighImportance}}
	a.ExtendBaseWidget(a)
	return a
}

// TypedKey implements fyne.Focusable.
func (a *Answer) TypedKey(key *fyne.KeyEvent) {
	if key.Name == fyne.KeyEscape {
		pass(a, key)
		return
	}
	if key.Name == fyne.KeyReturn || key.Name == fyne.KeyEnter {
		key = &fyne.KeyEvent{Name: fyne.KeySpace}
	}
	a.Button.TypedKey(key)
}
