package statistics

import (
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"hinny/app/api"
	"hinny/app/ui/kit"
	"hinny/app/ui/look"
	"hinny/app/words"
)

// figures are two tables: what was counted, and the records.
type figures struct {
	values  []*kit.Text // two for each line of counted
	records []*kit.Text // two for each line of best
	since   *kit.Text
	box     *fyne.Container
}

// counted are the titles of the figures, in the order of tell.
func counted() []string {
	return []string{
		lang.L("Received"), lang.L("Sent"), lang.L("Ratio"), lang.L("Online"),
		lang.L("Files finished"), lang.L("Searches"), lang.L("Peers met"),
	}
}

// best are the titles of the records, in the order of tellBest.
func best() []string {
	return []string{lang.L("Fastest download"), lang.L("Fastest upload"), lang.L("Most connections"), lang.L("Longest session")}
}

func newFigures() *figures {
	f := &figures{since: line(false)}
	upper := container.New(layout.NewGridLayoutWithColumns(3))
	add := func(to *fyne.Container, titles []string, into *[]*kit.Text) {
		for _, title := range titles {
			name := line(false)
			name.SetText(title, look.ColorMuted)
			a, b := line(true), line(true)
			*into = append(*into, a, b)
			to.Objects = append(to.Objects, name, a, b)
		}
	}
	head := func(titles ...string) []fyne.CanvasObject {
		var row []fyne.CanvasObject
		for i, title := range titles {
			text := line(i > 0)
			text.SetBold(true)
			text.SetText(title, theme.ColorNameForeground)
			row = append(row, text)
		}
		return row
	}
	upper.Objects = head(lang.L("Figures"), lang.L("This session"), lang.L("In all"))
	add(upper, counted(), &f.values)
	lower := container.New(layout.NewGridLayoutWithColumns(3))
	lower.Objects = head(lang.L("Records"), "", "")
	add(lower, best(), &f.records)
	f.box = container.NewVBox(kit.Card(container.NewPadded(upper)), kit.Card(container.NewPadded(lower)), container.NewPadded(f.since))
	return f
}

// line is a text of a table.
func line(right bool) *kit.Text { return kit.NewText(right) }

// show shows what was counted.
func (f *figures) show(s api.Statistics) {
	for i, of := range []api.Figures{s.Session, s.Total} {
		for row, text := range tell(of) {
			f.values[2*row+i].SetText(text, theme.ColorNameForeground)
		}
	}
	for i, record := range tellBest(s.Records) {
		f.records[2*i].SetText(record[0], theme.ColorNameForeground)
		f.records[2*i+1].SetText(record[1], look.ColorMuted)
	}
	text := ""
	if !s.Since.IsZero() {
		text = lang.N("{{.Count}} sessions since {{.Date}}", int(s.Sessions), map[string]any{
			"Count": words.Count(s.Sessions), "Date": s.Since.Local().Format(time.DateOnly),
		})
	}
	f.since.SetText(text, look.ColorMuted)
}

// tell returns the figures in the order of counted.
func tell(f api.Figures) []string {
	ratio := "–"
	if r, ok := f.Ratio(); ok {
		ratio = strconv.FormatFloat(r, 'f', 2, 64)
	}
	return []string{
		words.Bytes(f.Down), words.Bytes(f.Up), ratio, online(f.Seconds),
		words.Count(f.Finished), words.Count(f.Searches), words.Count(f.Peers),
	}
}

// tellBest returns the records and when they were, in the order of best.
func tellBest(r api.Records) [][2]string {
	when := func(r api.Record) string {
		if r.When.IsZero() {
			return ""
		}
		return r.When.Local().Format(time.DateOnly)
	}
	return [][2]string{
		{words.Rate(r.Down.Value), when(r.Down)},
		{words.Rate(r.Up.Value), when(r.Up)},
		{words.Count(int64(r.Connections.Value)), when(r.Connections)},
		{online(int64(r.Session.Value)), when(r.Session)},
	}
}

// online says how long, to the minute: a number that changes each second would
// draw the window each second.
func online(seconds int64) string {
	d := time.Duration(seconds) * time.Second
	if d < time.Minute {
		return "< 1 min"
	}
	return words.Duration(d.Truncate(time.Minute))
}
