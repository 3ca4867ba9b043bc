package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"hinny/app/ui/kit"
	"hinny/app/ui/look"
	"hinny/app/ui/note"
	"hinny/app/ui/status"
	"hinny/app/words"
)

// statusBar is the line at the bottom.
type statusBar struct {
	widget.BaseWidget
	message *kit.Text
	peers   *kit.Text
	files   *kit.Text
	down    *kit.Text
	up      *kit.Text

	text string // of the message, which may be longer than there is room

	onRate    func(sent bool) // a rate was clicked: that of what is sent, or of what is fetched
	onMessage func()          // the message was clicked
}

func newStatusBar(onRate func(sent bool)) *statusBar {
	b := &statusBar{onRate: onRate, message: kit.NewText(false), peers: kit.NewText(true), files: kit.NewText(true), down: kit.NewText(false), up: kit.NewText(false)}
	b.message.SetText(lang.L("Starting…"), look.ColorMuted)
	b.ExtendBaseWidget(b)
	return b
}

// CreateRenderer implements fyne.Widget.
func (b *statusBar) CreateRenderer() fyne.WidgetRenderer {
	const numbers, rate, gap = 180, 76, 8 // wide enough for what can stand there, so that nothing jumps
	right := container.NewHBox(kit.Wide(b.peers, numbers), kit.Wide(b.files, numbers), kit.Wide(container.NewWithoutLayout(), gap),
		newTappable(container.NewHBox(widget.NewIcon(theme.MoveDownIcon()), kit.Wide(b.down, rate)), func() { b.onRate(false) }),
		newTappable(container.NewHBox(widget.NewIcon(theme.MoveUpIcon()), kit.Wide(b.up, rate)), func() { b.onRate(true) }))
	line := container.NewPadded(container.NewPadded(container.NewBorder(nil, nil, nil, right, b.message)))
	return widget.NewSimpleRenderer(container.NewBorder(widget.NewSeparator(), nil, nil, nil, line))
}

// Tapped implements fyne.Tappable: a click on the message shows all of it.
func (b *statusBar) Tapped(e *fyne.PointEvent) {
	if e.Position.X < b.Size().Width/2 {
		b.onMessage()
	}
}

// tappable does something when what it holds is clicked.
type tappable struct {
	widget.BaseWidget
	content fyne.CanvasObject
	do      func()
}

func newTappable(content fyne.CanvasObject, do func()) *tappable {
	t := &tappable{content: content, do: do}
	t.ExtendBaseWidget(t)
	return t
}

// CreateRenderer implements fyne.Widget.
func (t *tappable) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(t.content) }

// Tapped implements fyne.Tappable.
func (t *tappable) Tapped(*fyne.PointEvent) { t.do() }

// Cursor implements desktop.Cursorable.
func (t *tappable) Cursor() desktop.Cursor { return desktop.PointerCursor }

// update draws a Model.
func (b *statusBar) update(m status.Model) {
	text, color := message(m)
	b.text = text
	b.message.SetText(text, color)
	s := m.Status
	if !m.Loaded {
		return
	}
	b.peers.SetText(lang.L("{{.Neighbours}}, {{.Peers}}", map[string]any{
		"Neighbours": lang.N("{{.Count}} neighbours", s.Neighbours, look.Count(s.Neighbours)),
		"Peers":      lang.N("{{.Count}} peers", s.Connections, look.Count(s.Connections)),
	}), look.ColorMuted)
	b.files.SetText(lang.N("{{.Count}} files searchable", s.Indexed, look.Count(s.Indexed)), look.ColorMuted)
	b.down.SetText(words.Rate(s.DownRate), moving(s.DownRate))
	b.up.SetText(words.Rate(s.UpRate), moving(s.UpRate))
}

func moving(rate float64) fyne.ThemeColorName {
	if rate >= 1 {
		return theme.ColorNameForeground
	}
	return look.ColorMuted
}

// message says the most important thing there is to say.
func message(m status.Model) (string, fyne.ThemeColorName) {
	switch s := m.Status; {
	case m.Err != nil:
		return look.Error(m.Err), look.ColorBad
	case m.Note.What == note.Failed || m.Note.What == note.Unopened:
		return look.Note(m.Note), look.ColorBad
	case m.Note.What != note.Nothing:
		return look.Note(m.Note), look.ColorGood
	case !m.Loaded:
		return lang.L("Starting…"), look.ColorMuted
	case s.Hashing > 0 && s.HashingPaused:
		return look.HashingPaused(s.HashingLeft), look.ColorMuted
	case s.Hashing > 0:
		return look.Hashing(s.Hashing, s.HashingLeft, s.HashingRate, s.HashingTime), look.ColorMuted
	case len(s.Notices) > 0:
		return look.Said(s.Notices[len(s.Notices)-1]), look.ColorMuted
	case s.Connections == 0:
		return lang.L("Not connected to anybody yet"), look.ColorMuted
	}
	return lang.L("Ready"), look.ColorMuted
}
