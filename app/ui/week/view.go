package week

import (
	"slices"
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
	"hinny/app/ui/order"
	"hinny/app/words"
)

// kilobyte is the unit in which rates are typed, bytes.
const kilobyte = 1000

// daysOfWork are ticked at first, from Monday on.
const daysOfWork = 5

// View draws the Model of a Presenter. It is made anew each time it is shown.
type View struct {
	widget.BaseWidget

	presenter *Presenter
	table     *kit.Table[string, Row]
	on        *widget.Check
	days      [7]*widget.Check // Monday first
	from, to  *kit.Field
	up, down  *kit.Field
	remove    *widget.Button
	raise     *widget.Button
	state     *widget.Label
	wrong     error // why what was typed is no period
	changes   int   // of the Model that was drawn last
}

// NewView returns the schedule.
func NewView(p *Presenter) *View {
	v := &View{
		presenter: p, table: periodTable(), state: widget.NewLabel(""), changes: p.View().Changes,
		from: kit.NewField(), to: kit.NewField(), up: kit.NewField(), down: kit.NewField(),
	}
	v.on = widget.NewCheck(lang.L("Follow the schedule"), p.SetOn)
	for i, name := range dayTitles() {
		v.days[i] = widget.NewCheck(name, nil)
		v.days[i].SetChecked(i < daysOfWork)
	}
	v.from.SetPlaceHolder(lang.L("From, such as 8:00"))
	v.to.SetPlaceHolder(lang.L("To, such as 18:00"))
	v.up.SetPlaceHolder(lang.L("Upload, kB/s"))
	v.down.SetPlaceHolder(lang.L("Download, kB/s"))
	for _, field := range v.fields() {
		field.OnSubmitted, field.OnDown = func(string) { v.add() }, v.table.Focus
	}
	v.remove = widget.NewButtonWithIcon(lang.L("Remove"), theme.CancelIcon(), func() { p.Remove(v.table.Selected()) })
	v.raise = widget.NewButtonWithIcon(lang.L("Move up"), theme.MoveUpIcon(), func() { v.lift(v.table.Selected()) })
	v.table.SetEmpty(lang.L("The limits are the same all week"), lang.L("Say above when others hold."))
	v.table.OnDelete = p.Remove
	v.table.OnSelect = func([]Row) { v.enable() }
	v.table.OnMenu = v.menu
	v.state.Wrapping = fyne.TextWrapWord
	v.ExtendBaseWidget(v)
	v.Update()
	return v
}

func (v *View) fields() []*kit.Field { return []*kit.Field{v.from, v.to, v.up, v.down} }

func (v *View) menu(rows []Row) fyne.Menu {
	raise := &fyne.MenuItem{Label: lang.L("Move up"), Icon: theme.MoveUpIcon(), Action: func() { v.lift(rows) }, Disabled: len(rows) != 1 || rows[0].Place == 0}
	remove := &fyne.MenuItem{Label: lang.L("Remove"), Icon: theme.CancelIcon(), Action: func() { v.presenter.Remove(rows) }}
	return fyne.Menu{Items: []*fyne.MenuItem{raise, remove}}
}

// CreateRenderer implements fyne.Widget.
func (v *View) CreateRenderer() fyne.WidgetRenderer {
	explain := widget.NewLabel(lang.L("In a period its rates take the place of those in the preferences. Where periods meet, the upper one holds. One that ends before it begins ends on the next day. An empty rate is no limit."))
	explain.Wrapping, explain.Importance = fyne.TextWrapWord, widget.LowImportance
	add := widget.NewButtonWithIcon(lang.L("Add"), theme.ContentAddIcon(), v.add)
	add.Importance = widget.HighImportance
	days, fields := container.NewHBox(), container.NewGridWithRows(1)
	for _, day := range v.days {
		days.Add(day)
	}
	for _, field := range v.fields() {
		fields.Add(field)
	}
	return widget.NewSimpleRenderer(container.NewBorder(
		container.NewVBox(explain, days, container.NewBorder(nil, nil, nil, add, fields)),
		container.NewVBox(v.state, container.NewHBox(v.on, v.raise, v.remove)), nil, nil, v.table))
}

// Field returns what is typed into first.
func (v *View) Field() *kit.Field { return v.from }

// Update draws the newest Model.
func (v *View) Update() {
	m := v.presenter.View()
	v.table.SetRows(m.Rows(), order.Order{})
	if m.Changes != v.changes {
		v.changes, v.wrong = m.Changes, nil
	}
	if v.on.Checked != m.On {
		v.on.Checked = m.On // not SetChecked, which would change the schedule
		v.on.Refresh()
	}
	v.say(m)
	v.enable()
}

// say tells what holds, or what went wrong.
func (v *View) say(m Model) {
	text, importance := "", widget.LowImportance
	switch {
	case v.wrong != nil || m.Err != nil:
		err := v.wrong
		if err == nil {
			err = m.Err
		}
		text, importance = look.Error(err), widget.DangerImportance
	case m.Loaded:
		text = lang.L("Now: upload {{.Up}}, download {{.Down}}.", map[string]any{"Up": rate(m.Now.Up), "Down": rate(m.Now.Down)})
	}
	if v.state.Text != text || v.state.Importance != importance {
		v.state.Importance = importance
		v.state.SetText(text)
	}
}

func (v *View) enable() {
	rows := v.table.Selected()
	kit.Enable(v.remove, len(rows) > 0)
	kit.Enable(v.raise, len(rows) == 1 && rows[0].Place > 0)
}

func (v *View) lift(rows []Row) {
	if len(rows) == 1 {
		v.presenter.Raise(rows[0])
	}
}

// add has the period that was typed put into the schedule.
func (v *View) add() {
	period, err := v.period()
	if v.wrong = err; err == nil {
		v.presenter.Add(period)
	}
	v.say(v.presenter.View())
}

// period reads what was typed. Times and days the node reads itself.
func (v *View) period() (p api.Period, err error) {
	for i, day := range v.days {
		if day.Checked {
			p.Days = append(p.Days, dayNames()[i])
		}
	}
	p.From, p.To = strings.TrimSpace(v.from.Text), strings.TrimSpace(v.to.Text)
	if len(p.Days) == 0 {
		return p, usage(lang.L("Tick the days on which the period begins."))
	}
	for _, text := range []string{p.From, p.To} {
		if !isTime(text) {
			return p, usage(lang.L("“{{.Text}}” is no time of the day; one looks like 8:30 or 22:00.", map[string]any{"Text": text}))
		}
	}
	for field, into := range map[*kit.Field]*int64{v.up: &p.Up, v.down: &p.Down} {
		text := strings.TrimSpace(field.Text)
		if text == "" {
			continue
		}
		const most = 1 << 40 // faster than any line, and far from an overflow
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil || n < 0 || n > most {
			return p, usage(lang.L("“{{.Text}}” is no number from 0 up.", map[string]any{"Text": text}))
		}
		*into = n * kilobyte
	}
	return p, nil
}

func usage(sentence string) error { return &api.Error{Code: api.CodeUsage, Message: sentence} }

// isTime reports whether text looks like a time of the day; the node knows
// exactly.
func isTime(text string) bool {
	hours, minutes, ok := strings.Cut(text, ":")
	h, errH := strconv.ParseUint(hours, 10, 8)
	m, errM := strconv.ParseUint(minutes, 10, 8)
	return ok && errH == nil && errM == nil && len(minutes) == 2 && h <= 24 && m < 60
}

// dayNames are the days as the node writes them, Monday first.
func dayNames() []string { return []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"} }

// dayTitles are the days for a person, Monday first.
func dayTitles() []string {
	return []string{lang.L("Mon"), lang.L("Tue"), lang.L("Wed"), lang.L("Thu"), lang.L("Fri"), lang.L("Sat"), lang.L("Sun")}
}

// daysText shows days as a person writes them, those in a row as a span.
func daysText(days []string) string {
	const span = 3 // days in a row that are worth a dash
	names, titles := dayNames(), dayTitles()
	if len(days) == len(names) {
		return lang.L("Every day")
	}
	var texts []string
	for i := 0; i < len(names); i++ {
		last := i
		for last < len(names) && slices.Contains(days, names[last]) {
			last++
		}
		switch {
		case last-i >= span:
			texts = append(texts, titles[i]+"–"+titles[last-1])
		case last > i:
			texts = append(texts, titles[i:last]...)
		}
		i = max(i, last)
	}
	return strings.Join(texts, ", ")
}

func rate(bytesPerSecond int64) string {
	if bytesPerSecond == 0 {
		return lang.L("no limit")
	}
	return words.Rate(float64(bytesPerSecond))
}

// periodTable returns the columns of the periods. They are not sorted: their
// order decides.
func periodTable() *kit.Table[string, Row] {
	column := func(id, title string, width float32, grow bool, say func(Row) kit.Words) kit.Column[Row] {
		return kit.Column[Row]{ID: id, Title: title, Width: width, Grow: grow, NoSort: true, New: kit.TextColumn(false, say)}
	}
	return kit.NewTable([]kit.Column[Row]{
		column("days", lang.L("Days"), 160, true, func(r Row) kit.Words { return kit.Plain(daysText(r.Days)) }),
		column("from", lang.L("From"), 70, false, func(r Row) kit.Words { return kit.Plain(r.From) }),
		column("to", lang.L("Until"), 70, false, func(r Row) kit.Words { return kit.Plain(r.To) }),
		column("up", lang.L("Upload"), 100, false, func(r Row) kit.Words { return kit.Plain(rate(r.Up)) }),
		column("down", lang.L("Download"), 100, false, func(r Row) kit.Words { return kit.Plain(rate(r.Down)) }),
		column("open", lang.L("Now"), 80, false, func(r Row) kit.Words {
			if r.Open {
				return kit.Words{Text: lang.L("in force"), Color: theme.ColorNameSuccess}
			}
			return kit.Words{}
		}),
	}, func(r Row) string { return r.Key })
}
