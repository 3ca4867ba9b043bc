package transfers

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"hinny/app/api"
	"hinny/app/ui/kit"
	"hinny/app/ui/look"
	"hinny/app/words"
)

// details shows all that is known of one download.
type details struct {
	widget.BaseWidget
	empty  *kit.Empty
	bar    *kit.ChunkBar
	told   *kit.Told // the bar, whose figures a tip says
	shown  api.Transfer
	values []*widget.Label // in the order of lines
	grid   *fyne.Container
	box    *fyne.Container
}

// lines are the titles of the values.
func lines() []string {
	return []string{
		lang.L("Name"), lang.L("State"), lang.L("Size"), lang.L("Received"), lang.L("Of no use"),
		lang.L("Chunks"), lang.L("Ordered"), lang.L("Active for"), "BLAKE3", lang.L("File"),
	}
}

func newDetails() *details {
	const barHeight = 26
	d := &details{empty: kit.NewEmpty(), bar: kit.NewChunkBar(), grid: container.New(layout.NewFormLayout())}
	for _, title := range lines() {
		name, value := widget.NewLabel(title), widget.NewLabel("")
		name.Importance = widget.LowImportance
		value.Selectable, value.Wrapping = true, fyne.TextWrapBreak
		d.values = append(d.values, value)
		d.grid.Add(name)
		d.grid.Add(value)
	}
	// The legend of the bar is below it, so that the tip is of figures alone.
	d.told = kit.NewTold(d.bar, func() kit.Tip { return kit.Tip{Text: figures(d.shown)} })
	d.box = container.NewBorder(container.NewVBox(kit.Tall(d.told, barHeight), kit.NewLegend()), nil, nil, nil, container.NewVScroll(d.grid))
	d.empty.Set(lang.L("No download selected"), lang.L("Select a single download above to see all that is known of it."))
	d.ExtendBaseWidget(d)
	d.show(nil)
	return d
}

// CreateRenderer implements fyne.Widget.
func (d *details) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewPadded(container.NewStack(d.empty, d.box)))
}

// show shows the selected downloads, if it is one.
func (d *details) show(rows []api.Transfer) {
	one := len(rows) == 1
	d.empty.Present(!one)
	if one != d.box.Visible() {
		if one {
			d.box.Show()
		} else {
			d.box.Hide()
		}
	}
	if !one {
		return
	}
	d.shown = rows[0]
	d.bar.Set(chunks(d.shown))
	d.told.Changed()
	for i, text := range about(rows[0]) {
		if d.values[i].Text != text {
			d.values[i].SetText(text)
		}
	}
}

// about returns the values in the order of lines.
func about(t api.Transfer) []string {
	state, _ := look.State(t)
	have, _, _ := counted(t.Map)
	began := ""
	if !t.Started.IsZero() {
		began = t.Started.Local().Format(time.DateTime)
	}
	counted := ""
	if len(t.Map) > 0 {
		counted = lang.L("{{.Have}} of {{.All}}", map[string]any{"Have": words.Count(int64(have)), "All": words.Count(int64(len(t.Map)))})
	}
	size := words.Bytes(t.Size)
	if t.Size >= 0 {
		size += "  (" + words.Count(t.Size) + " B)"
	}
	return []string{
		words.Name(t.Name), state, size, words.Bytes(t.Done) + ", " + words.Percent(t.Done, t.Size), words.Bytes(t.Wasted),
		counted, began, words.Duration(time.Duration(t.Seconds * float64(time.Second))), t.Root.String(), t.Path,
	}
}
