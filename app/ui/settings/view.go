package settings

import (
	"path/filepath"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"hinny/app/api"
	"hinny/app/ui/kit"
	"hinny/app/ui/look"
	"hinny/app/ui/memory"
)

// kilobyte is the unit in which rates are typed, bytes.
const kilobyte = 1000

// View is the form. It is made anew each time it is shown.
type View struct {
	widget.BaseWidget

	OnBrowse func(chosen func(folder string)) // asks for a folder
	OnWeek   func()                           // shows the weekly schedule; nil: there is none
	OnDone   func()                           // Enter was pressed in a field
	Tray     bool                             // there is one; to be set before the form is shown

	presenter *Presenter
	memory    *memory.Memory
	language  *widget.Select
	face      *widget.Select
	name      *kit.Field // of this peer
	folder    *kit.Field
	notify    *widget.Check
	clipboard *widget.Check
	stay      *widget.Check // in the tray
	up, down  *kit.Field    // all peers together
	each      [2]*kit.Field // any one peer: up, down
	slots     *kit.Field
	lan       *widget.Check
	filled    bool
	first     *kit.Field // among the limits, which are shown first; nil: they are not
	usual     Usual
}

// The choices by their place in the lists.
func languages() []string { return []string{"", look.English, look.Chinese} }
func faces() []string     { return []string{"", look.Light, look.Dark} }

// Usual is what holds before the form is filled in.
type Usual struct {
	Downloads string // the folder
	Name      string // of this peer, by itself
}

// NewView returns the form with what is chosen now.
func NewView(p *Presenter, m *memory.Memory, usual Usual) *View {
	v := &View{
		presenter: p, memory: m, usual: usual, name: kit.NewField(),
		language: widget.NewSelect([]string{lang.L("As the system"), "English", "简体中文"}, nil),
		face:     widget.NewSelect([]string{lang.L("As the system"), lang.L("Light"), lang.L("Dark")}, nil),
		folder:   kit.NewField(), up: kit.NewField(), down: kit.NewField(), slots: kit.NewField(),
		each:      [2]*kit.Field{kit.NewField(), kit.NewField()},
		notify:    widget.NewCheck(lang.L("Tell me when a download has arrived and I look elsewhere"), nil),
		clipboard: widget.NewCheck(lang.L("Offer links that are copied"), nil),
		stay:      widget.NewCheck(lang.L("Keep running in the tray when the window is closed"), nil),
		lan:       widget.NewCheck(lang.L("The limits hold on the local network, too"), nil),
	}
	v.language.SetSelectedIndex(place(languages(), memory.Get(m, Language, "")))
	v.face.SetSelectedIndex(place(faces(), memory.Get(m, Face, "")))
	v.folder.SetText(usual.Downloads)
	v.name.SetText(usual.Name)
	v.stay.SetChecked(memory.Get(m, Closing, "") == Hides)
	v.notify.SetChecked(memory.Get(m, Notify, true))
	v.clipboard.SetChecked(memory.Get(m, Clipboard, false))
	for _, field := range []*kit.Field{v.name, v.folder, v.up, v.down, v.slots, v.each[0], v.each[1]} {
		field.OnSubmitted = func(string) { v.done() }
	}
	v.ExtendBaseWidget(v)
	p.Ask()
	v.Update()
	return v
}

func place(all []string, one string) int {
	for i, s := range all {
		if s == one {
			return i
		}
	}
	return 0
}

// CreateRenderer implements fyne.Widget.
func (v *View) CreateRenderer() fyne.WidgetRenderer {
	b := newBook(v.pages())
	if v.first != nil {
		b.turn(lang.L("Limits"))
	}
	return widget.NewSimpleRenderer(b)
}

// AtLimits has the form, before it is shown, begin with the limits, and returns
// the field to type into: of what is sent or of what is fetched.
func (v *View) AtLimits(sent bool) *kit.Field {
	if v.first = v.down; sent {
		v.first = v.up
	}
	return v.first
}

func (v *View) done() {
	if v.OnDone != nil {
		v.OnDone()
	}
}

// pages arranges what can be chosen.
func (v *View) pages() []page {
	browse := widget.NewButtonWithIcon(lang.L("Browse…"), theme.FolderOpenIcon(), func() { v.OnBrowse(v.folder.SetText) })
	general := page{lang.L("General"), []line{
		{lang.L("Language"), v.language, lang.L("At once.")},
		{lang.L("Theme"), v.face, lang.L("At once.")},
		{lang.L("Notifications"), v.notify, lang.L("On at first.")},
		{lang.L("Clipboard"), v.clipboard, lang.L("Off at first. A link that is copied anywhere is offered for download.")},
	}}
	if v.Tray {
		general.lines = append(general.lines, line{lang.L("Closing the window"), v.stay, lang.L("Asked when you first close it.")})
	}
	if v.presenter.CanIntroduce() {
		general.lines = append(general.lines, line{lang.L("Your name"), v.name, lang.L("Empty at first. What others see beside your ID, after the next start.")})
	}
	pages := []page{general}
	if v.presenter.CanMove() {
		pages = append(pages, page{lang.L("Downloads"), []line{
			{lang.L("Downloads go to"), container.NewBorder(nil, nil, nil, browse, v.folder), lang.L("What you order from now on. What has arrived or is under way stays where it is. This folder is shared.")},
		}})
	}
	if v.presenter.CanLimit() {
		limits := page{lang.L("Limits"), []line{
			{lang.L("Upload, kB/s"), v.up, lang.L("To all peers together. 0, as at first: no limit.")},
			{lang.L("Download, kB/s"), v.down, lang.L("From all peers together. 0, as at first: no limit.")},
			{lang.L("Upload to each, kB/s"), v.each[0], lang.L("To any one peer. 0, as at first: no limit.")},
			{lang.L("Download from each, kB/s"), v.each[1], lang.L("From any one peer. 0, as at first: no limit.")},
			{lang.L("Upload slots"), v.slots, lang.L("Peers that are served at once. 0, as at first: by the speed of the line.")},
			{lang.L("Local network"), v.lan, lang.L("Off at first.")},
		}}
		if v.OnWeek != nil {
			other := widget.NewButtonWithIcon(lang.L("Weekly schedule…"), theme.HistoryIcon(), v.OnWeek)
			limits.lines = append(limits.lines, line{lang.L("At other times"), other, lang.L("Rates of their own for periods of the week.")})
		}
		pages = append(pages, limits)
	}
	return pages
}

// Update fills in the limits once the node has said them.
func (v *View) Update() {
	m := v.presenter.View()
	if v.filled || !m.Loaded {
		return
	}
	v.filled = true
	v.up.SetText(strconv.FormatInt(m.Limits.Up/kilobyte, 10))
	v.down.SetText(strconv.FormatInt(m.Limits.Down/kilobyte, 10))
	v.each[0].SetText(strconv.FormatInt(m.Limits.PeerUp/kilobyte, 10))
	v.each[1].SetText(strconv.FormatInt(m.Limits.PeerDown/kilobyte, 10))
	v.slots.SetText(strconv.Itoa(m.Limits.Slots))
	v.lan.SetChecked(m.Limits.LAN)
	if v.first != nil {
		v.first.TypedShortcut(&fyne.ShortcutSelectAll{}) // what is typed replaces it
	}
}

// Save puts in force what was chosen, or says in a sentence what is wrong with
// it.
func (v *View) Save() error {
	limits, err := v.limits()
	if err != nil {
		return err
	}
	folder := strings.TrimSpace(v.folder.Text)
	if folder != v.usual.Downloads && !filepath.IsAbs(folder) {
		return &api.Error{Code: api.CodeUsage, Message: lang.L("“{{.Text}}” is no full path of a folder.", map[string]any{"Text": folder})}
	}
	if v.filled && limits != v.presenter.View().Limits {
		v.presenter.Set(limits)
	}
	memory.Set(v.memory, Language, languages()[max(v.language.SelectedIndex(), 0)])
	memory.Set(v.memory, Face, faces()[max(v.face.SelectedIndex(), 0)])
	memory.Set(v.memory, Notify, v.notify.Checked)
	memory.Set(v.memory, Clipboard, v.clipboard.Checked)
	switch hides := memory.Get(v.memory, Closing, "") == Hides; {
	case v.stay.Checked:
		memory.Set(v.memory, Closing, Hides)
	case hides:
		memory.Set(v.memory, Closing, Quits)
	}
	if folder != v.usual.Downloads {
		v.presenter.Move(folder)
	}
	if name := strings.TrimSpace(v.name.Text); name != v.usual.Name {
		v.presenter.Introduce(name)
	}
	fyne.CurrentApp().Settings().SetTheme(look.NewThemeAs(memory.Get(v.memory, Face, "")))
	return nil
}

// limits reads what was typed.
func (v *View) limits() (l api.Limits, err error) {
	if !v.filled {
		return l, nil
	}
	numbers := [5]int64{}
	for i, field := range []*kit.Field{v.up, v.down, v.slots, v.each[0], v.each[1]} {
		text := strings.TrimSpace(field.Text)
		if text == "" {
			continue
		}
		const most = 1 << 40 // faster than any line, and far from an overflow
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil || n < 0 || n > most {
			return l, &api.Error{Code: api.CodeUsage, Message: lang.L("“{{.Text}}” is no number from 0 up.", map[string]any{"Text": text})}
		}
		numbers[i] = n
	}
	return api.Limits{
		Up: numbers[0] * kilobyte, Down: numbers[1] * kilobyte, Slots: int(numbers[2]), LAN: v.lan.Checked,
		PeerUp: numbers[3] * kilobyte, PeerDown: numbers[4] * kilobyte,
	}, nil
}
