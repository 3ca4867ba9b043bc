package ui

import (
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"hinny/app/ui/kit"
)

// export asks into which file the statistics are written.
func (w *Window) export() {
	field := kit.NewField()
	name := "hinny-" + time.Now().Format("2006-01-02-150405") + ".csv"
	field.SetText(filepath.Join(w.status.View().Status.Downloads, name))
	field.SetPlaceHolder(lang.L("Full path of a new file"))
	explain := hint(lang.L("All figures and the history that is shown, for a spreadsheet (CSV)."))
	w.prompt(prompt{lang.L("Export statistics"), lang.L("Export"), field, container.NewVBox(explain, field), func() {
		w.counts.Export(strings.TrimSpace(field.Text))
	}})
}
