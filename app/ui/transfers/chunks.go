package transfers

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"hinny/app/api"
	"hinny/app/ui/kit"
)

// chunkPane shows every chunk of one download in its place.
type chunkPane struct {
	widget.BaseWidget
	empty *kit.Empty
	chunk *kit.ChunkMap
	box   *fyne.Container
}

func newChunkPane() *chunkPane {
	c := &chunkPane{empty: kit.NewEmpty(), chunk: kit.NewChunkMap()}
	c.box = container.NewBorder(kit.NewLegend(), nil, nil, nil, c.chunk)
	c.ExtendBaseWidget(c)
	c.show(nil)
	return c
}

// CreateRenderer implements fyne.Widget.
func (c *chunkPane) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewPadded(container.NewStack(c.empty, c.box)))
}

// show shows the selected downloads, if it is one whose chunks are known.
func (c *chunkPane) show(rows []api.Transfer) {
	known := len(rows) == 1 && len(rows[0].Map) > 0
	switch {
	case known:
		c.chunk.Set(chunks(rows[0]))
		c.box.Show()
	case len(rows) == 1:
		c.empty.Set(lang.L("Chunks not known yet"), lang.L("They are once a provider has told of them."))
	default:
		c.empty.Set(lang.L("No download selected"), lang.L("Select a single download above to see its chunks."))
	}
	if !known {
		c.box.Hide()
	}
	c.empty.Present(!known)
}
