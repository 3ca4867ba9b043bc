package ui

import (
	"net/url"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"hinny/app/ui/kit"
	"hinny/app/ui/look"
	"hinny/app/ui/note"
	"hinny/app/ui/search"
	"hinny/share"
	"hinny/share/link"
)

const dialogWidth = 560

// AddFolder asks which folder to share. It can be typed, pasted or chosen.
func (w *Window) AddFolder(path string) {
	field := kit.NewField()
	field.SetText(path)
	field.SetPlaceHolder(lang.L("Full path of a folder"))
	content := container.NewVBox(
		hint(lang.L("Everybody can find and download what is in this folder and in the folders below it.")), w.folderField(field))
	w.prompt(prompt{lang.L("Share a folder"), lang.L("Share…"), field, content, func() {
		w.share(field.Text)
		w.Show(PageShared)
	}})
}

// downloadTo asks into which folder results are downloaded.
func (w *Window) downloadTo(rows []search.Row) {
	field := kit.NewField()
	field.SetText(w.status.View().Status.Downloads)
	field.SetPlaceHolder(lang.L("Full path of a folder"))
	w.prompt(prompt{lang.L("Download to…"), lang.L("Download"), field, w.folderField(field), func() {
		w.search.DownloadTo(rows, strings.TrimSpace(field.Text))
	}})
}

// AddLink asks for share links to download. Those that come while it asks stand
// below the others.
func (w *Window) AddLink(text string) {
	overlays := w.window.Canvas().Overlays()
	if asked := w.linking; slices.Contains(overlays.List(), asked.overlay) {
		asked.field.SetText(withLines(asked.field.Text, text))
		return
	}
	field := kit.NewField()
	field.MultiLine = true
	field.SetText(text)
	field.Wrapping = fyne.TextWrapBreak
	field.SetPlaceHolder("magnet:?xt=urn:blake3:…")
	explain := widget.NewLabel("")
	explain.Wrapping = fyne.TextWrapWord
	advise := func(text string) {
		wrong := wrongLink(text)
		if explain.Importance = widget.LowImportance; wrong != "" {
			explain.Importance = widget.WarningImportance
		} else {
			wrong = lang.L("Paste one or several links, one a line.")
		}
		explain.SetText(wrong)
	}
	advise(text)
	field.OnChanged = advise
	w.prompt(prompt{lang.L("Download from a link"), lang.L("Download"), field, container.NewVBox(explain, field), func() {
		w.transfers.Add(field.Text)
		w.Show(PageTransfers)
	}})
	w.linking = linking{field, overlays.Top()}
}

// linking is a dialog that asks for links.
type linking struct {
	field   *kit.Field
	overlay fyne.CanvasObject
}

// withLines returns a text with those lines of more below it that are not in it.
func withLines(text, more string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	for line := range strings.Lines(more) {
		if line = strings.TrimSpace(line); line != "" && !slices.Contains(lines, line) {
			lines = append(lines, line)
		}
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}

// prompt is a dialog with a field that must be filled.
type prompt struct {
	title, yes string
	field      *kit.Field
	content    fyne.CanvasObject
	do         func()
}

func (w *Window) prompt(p prompt) {
	var d *dialog.CustomDialog
	do := func() {
		if strings.TrimSpace(p.field.Text) != "" {
			d.Hide()
			p.do()
		}
	}
	yes := widget.NewButtonWithIcon(p.yes, theme.ConfirmIcon(), do)
	yes.Importance = widget.HighImportance
	no := widget.NewButtonWithIcon(lang.L("Cancel"), theme.CancelIcon(), func() { d.Hide() })
	p.field.OnSubmitted = func(string) { do() }
	d = dialog.NewCustomWithoutButtons(p.title, kit.Wide(p.content, dialogWidth), w.window)
	d.SetButtons([]fyne.CanvasObject{no, yes})
	w.raise(d)
	w.window.Canvas().Focus(p.field)
}

// ask asks before something is lost.
func (w *Window) ask(question string, yes func()) {
	text := widget.NewLabel(question)
	text.Wrapping = fyne.TextWrapWord
	d := dialog.NewCustomConfirm(lang.L("Are you sure?"), lang.L("Yes"), lang.L("No"), kit.Wide(text, dialogWidth*3/4), func(ok bool) {
		if ok {
			yes()
		}
	}, w.window)
	w.raise(d)
}

// showShortcuts lists the keys.
func (w *Window) showShortcuts() {
	grid := container.New(layout.NewFormLayout())
	for _, line := range [][2]string{
		{"Ctrl+1 … Ctrl+6", lang.L("Search, Transfers, Shared, Peers, Statistics, Log")},
		{"Ctrl+Tab", lang.L("Next tab")},
		{"Ctrl+F", lang.L("Go to the field of this tab")},
		{"Ctrl+Shift+F", lang.L("Filter what the tab shows")},
		{"Ctrl+Page Up, Ctrl+Page Down", lang.L("Previous search, next search")},
		{"Ctrl+W", lang.L("Close search")},
		{"Ctrl+L", lang.L("Add a link")},
		{"Ctrl+V", lang.L("Download the link that was copied")},
		{"Ctrl+O", lang.L("Share a folder")},
		{"Ctrl+D", lang.L("Open the downloads folder")},
		{"Enter", lang.L("Search; download the selected results; open the folder")},
		{"↓", lang.L("From a field into the table below it")},
		{"←, →", lang.L("Close and open a folder")},
		{"Shift, Ctrl, Ctrl+A", lang.L("Select several rows")},
		{"Ctrl+Shift+↑, Ctrl+Shift+↓", lang.L("Move downloads in the queue")},
		{"Del", lang.L("Cancel a download, stop sharing a folder")},
		{"Ctrl+M", lang.L("Whole message")},
		{"Ctrl+R, F5", lang.L("Refresh")},
		{"Ctrl+,", lang.L("Preferences")},
		{"F1", lang.L("Shortcuts")},
		{"Ctrl+Q", lang.L("Quit")},
	} {
		key := widget.NewLabel(line[0])
		key.TextStyle.Bold = true
		grid.Add(key)
		grid.Add(widget.NewLabel(line[1]))
	}
	w.raise(dialog.NewCustom(lang.L("Shortcuts"), lang.L("Close"), kit.Tall(kit.Wide(container.NewVScroll(grid), dialogWidth), 400), w.window))
}

// showAbout says what this is.
func (w *Window) showAbout() {
	text := widget.NewLabel(lang.L("Hinny {{.Version}}\n\nFind and share files with no server.\nEverybody who is connected answers and shares.", map[string]any{"Version": w.options.Version}))
	text.Alignment = fyne.TextAlignCenter
	w.raise(dialog.NewCustom(lang.L("About Hinny"), lang.L("Close"), text, w.window))
}

// openFolder shows a folder; the downloads folder when it is not named.
func (w *Window) openFolder(folder string) {
	if folder == "" {
		folder = w.status.View().Status.Downloads
	}
	if folder != "" {
		w.openFile(folder)
	}
}

// show has the desktop open a file of a kind that runs nothing, and the folder
// of another.
func (w *Window) show(path string) {
	if look.Opens(share.KindOf(path)) {
		w.openFile(path)
		return
	}
	w.openFolder(filepath.Dir(path))
}

// openFile has the desktop open a file or a folder with the program for its
// kind, and does not wait: it may take a while to say that it cannot.
func (w *Window) openFile(path string) {
	if w.options.Open == nil {
		return
	}
	go func() {
		if err := w.options.Open(path); err != nil {
			w.status.Tell(note.Note{What: note.Unopened, Name: path, Text: path})
		}
	}()
}

// FileURL returns the address of a file or folder for the desktop.
func FileURL(path string) *url.URL { return &url.URL{Scheme: "file", Path: path} }

// copyResults puts the links of search results into the clipboard.
func (w *Window) copyResults(rows []search.Row) {
	links := make([]string, len(rows))
	for i, r := range rows {
		links[i] = link.Link{Root: r.Root, Size: r.Size, Name: r.Name}.String()
	}
	if len(rows) > 0 {
		w.status.Tell(note.Note{What: note.Copied, Name: rows[0].Name, Count: len(rows), Text: strings.Join(links, "\n")})
	}
}
