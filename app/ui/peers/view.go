package peers

import (
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
	"hinny/app/words"
)

// View draws the Model of a Presenter.
type View struct {
	widget.BaseWidget

	OnCopy   func(what, text string)           // text for the clipboard
	OnName   func(peer api.Peer)               // the person wants to name a peer
	OnForget func(question string, yes func()) // asks before a name is forgotten
	OnCode   func(id string)                   // the person wants to show the ID to a camera

	presenter *Presenter
	id        *kit.Text
	addrs     *kit.Text
	field     *kit.Field
	answer    *widget.Label
	peers     *kit.Table[string, api.Peer]
	browse    *widget.Button
	connect   *widget.Button
	files     *kit.Table[string, Entry]
	browsing  *widget.Label
	download  *widget.Button
	close     *widget.Button
	lower     *fyne.Container
	split     *container.Split
	all       *fyne.Container
}

// NewView returns the screen.
func NewView(p *Presenter) *View {
	v := &View{
		presenter: p, id: kit.NewText(false), addrs: kit.NewText(false), field: kit.NewField(), answer: widget.NewLabel(""),
		peers: peerTable(), files: fileTable(p.Fold), browsing: widget.NewLabel(""),
	}
	v.id.SetMono()
	v.id.SetSize(theme.SizeNameSubHeadingText)
	v.field.SetPlaceHolder(lang.L("Look up a peer ID, or connect to an address such as /ip4/192.0.2.1/tcp/4001/p2p/…"))
	v.field.OnSubmitted, v.field.OnDown = p.Find, v.FocusRows
	v.answer.Wrapping = fyne.TextWrapBreak
	v.peers.SetEmpty(lang.L("No peers yet"), lang.L("Peers on the local network appear by themselves. To reach others, paste an address above."))
	v.peers.OnSort, v.files.OnSort = p.Sort, p.SortFiles
	v.peers.OnOpen, v.peers.OnMenu, v.peers.OnSelect = v.open, v.peerMenu, v.selected
	v.files.OnOpen, v.files.OnMenu, v.files.OnFold = v.openEntries, v.fileMenu, p.Fold
	v.files.OnSelect = func(rows []Entry) { kit.Enable(v.download, len(rows) > 0) }
	v.browse = widget.NewButtonWithIcon(lang.L("Browse files"), theme.FolderOpenIcon(), func() { v.open(v.peers.Selected()) })
	v.connect = widget.NewButtonWithIcon(lang.L("Connect"), theme.LoginIcon(), func() { p.Connect(v.peers.Selected()[0]) })
	v.download = widget.NewButtonWithIcon(lang.L("Download"), theme.DownloadIcon(), func() { p.Download(v.files.Selected()) })
	v.close = widget.NewButtonWithIcon("", theme.CancelIcon(), p.CloseBrowse)
	v.close.Importance = widget.LowImportance
	v.browsing.Truncation = fyne.TextTruncateEllipsis
	v.layout()
	v.ExtendBaseWidget(v)
	v.Update()
	return v
}

func (v *View) layout() {
	v.lower = container.NewBorder(container.NewBorder(nil, nil, nil, container.NewHBox(v.download, v.close), v.browsing), nil, nil, nil, v.files)
	v.split = container.NewVSplit(v.peers, v.lower)
	v.split.Offset = 0.45
}

// CreateRenderer implements fyne.Widget.
func (v *View) CreateRenderer() fyne.WidgetRenderer {
	copyID := widget.NewButtonWithIcon(lang.L("Copy ID"), theme.ContentCopyIcon(), func() { v.OnCopy(lang.L("your peer ID"), v.presenter.View().ID) })
	copyAddr := widget.NewButtonWithIcon(lang.L("Copy addresses"), theme.ContentCopyIcon(), func() {
		v.OnCopy(lang.L("your addresses"), strings.Join(v.presenter.View().Addrs, "\n"))
	})
	code := widget.NewButtonWithIcon(lang.L("QR code"), theme.GridIcon(), func() { v.OnCode(v.presenter.View().ID) })
	mine := widget.NewLabel(lang.L("You are"))
	mine.Importance = widget.LowImportance
	card := kit.Card(container.NewBorder(nil, nil, mine, container.NewHBox(copyID, copyAddr, code), container.NewBorder(nil, v.addrs, nil, nil, v.id)))
	find := widget.NewButtonWithIcon(lang.L("Look up"), theme.SearchIcon(), func() { v.presenter.Find(v.field.Text) })
	line := container.NewBorder(nil, nil, nil, container.NewHBox(find, v.browse, v.connect), v.field)
	top := container.NewVBox(card, line, v.answer)
	v.all = container.NewBorder(top, nil, nil, nil, v.split)
	return widget.NewSimpleRenderer(container.NewPadded(v.all))
}

// Update draws the newest Model.
func (v *View) Update() {
	m := v.presenter.View()
	v.id.SetText(m.ID, theme.ColorNameForeground)
	reach, color := look.Reach(m.Reach)
	v.addrs.SetText(strings.Join(append([]string{reach}, m.Addrs...), "   "), color)
	v.peers.SetRows(m.Peers, m.Order)
	v.showAnswer(m.Lookup)
	v.showBrowse(m.Browse)
	v.selected(v.peers.Selected())
}

// FocusSearch gives the keyboard to the look-up field.
func (v *View) FocusSearch(c fyne.Canvas) { c.Focus(v.field) }

// FocusRows gives the keyboard to the peers.
func (v *View) FocusRows(c fyne.Canvas) { v.peers.Focus(c) }

// Remember arranges the tables as they were left.
func (v *View) Remember(m *memory.Memory) {
	v.peers.Remember(m, "peers")
	v.files.Remember(m, "browsed")
}

func (v *View) showAnswer(l Lookup) {
	text, importance := answer(l)
	if v.answer.Text != text || v.answer.Importance != importance {
		v.answer.Importance = importance
		v.answer.SetText(text)
	}
	if (text != "") != v.answer.Visible() {
		if text != "" {
			v.answer.Show()
		} else {
			v.answer.Hide()
		}
		if v.all != nil { // drawn before: what is around it makes room
			v.all.Refresh()
		}
	}
}

// answer says what came of a look-up.
func answer(l Lookup) (string, widget.Importance) {
	asked := map[string]any{"Peer": words.Name(l.Asked)}
	switch {
	case l.Asked == "":
		return "", widget.MediumImportance
	case l.Running:
		return lang.L("Looking for {{.Peer}}…", asked), widget.MediumImportance
	case l.Err != nil:
		return look.Error(l.Err), widget.DangerImportance
	}
	state, _ := look.Closeness(l.Found)
	text := l.Found.Peer + "\n" + state
	if how := look.How(l.Found.How); how != state && how != "" {
		text += ", " + lang.L("found: {{.How}}", map[string]any{"How": how})
	}
	if len(l.Found.Addrs) > 0 {
		text += "\n" + strings.Join(l.Found.Addrs, "\n")
	}
	return text, widget.MediumImportance
}

func (v *View) showBrowse(b Browse) {
	if b.Peer == "" {
		v.lower.Hide()
		v.split.Refresh()
		return
	}
	if !v.lower.Visible() {
		v.lower.Show()
		v.split.Refresh()
	}
	if text := browsing(b, v.presenter.Called); v.browsing.Text != text {
		v.browsing.SetText(text)
	}
	switch {
	case b.Err != nil:
		v.files.SetEmpty(lang.L("This peer cannot be browsed"), look.Error(b.Err))
	case b.Running:
		v.files.SetEmpty(lang.L("Asking the peer…"), "")
	default:
		v.files.SetEmpty(lang.L("This peer shares nothing"), "")
	}
	v.files.SetRows(b.Entries, b.Order)
	kit.Enable(v.download, len(v.files.Selected()) > 0)
}

// browsing says whose files are shown.
func browsing(b Browse, call func(peer string) string) string {
	v := map[string]any{"Peer": call(b.Peer), "Count": words.Count(int64(len(b.Files)))}
	switch {
	case b.Full:
		return lang.L("The first {{.Count}} files of {{.Peer}}", v)
	case b.Running:
		return lang.N("{{.Count}} files of {{.Peer}}, reading…", len(b.Files), v)
	}
	return lang.N("{{.Count}} files of {{.Peer}}", len(b.Files), v)
}

func (v *View) selected(rows []api.Peer) {
	kit.Enable(v.browse, len(rows) == 1)
	kit.Enable(v.connect, len(rows) == 1 && !rows[0].Connected)
}

func (v *View) open(rows []api.Peer) {
	if len(rows) > 0 {
		v.presenter.Browse(rows[0].Peer)
	}
}

func (v *View) peerMenu(rows []api.Peer) fyne.Menu {
	peer := rows[0]
	return fyne.Menu{Items: append([]*fyne.MenuItem{
		{Label: lang.L("Browse files"), Icon: theme.FolderOpenIcon(), Action: func() { v.open(rows) }},
		{Label: lang.L("Connect"), Icon: theme.LoginIcon(), Disabled: peer.Connected, Action: func() { v.presenter.Connect(peer) }},
		{Label: lang.L("Copy ID"), Icon: theme.ContentCopyIcon(), Action: func() { v.OnCopy(lang.L("a peer ID"), peer.Peer) }},
	}, v.contactItems(peer)...)}
}

// openEntries opens or closes a folder, and downloads anything else.
func (v *View) openEntries(rows []Entry) {
	if len(rows) == 1 && rows[0].Folder {
		v.presenter.Fold(rows[0], !rows[0].Open)
		return
	}
	v.presenter.Download(rows)
}

func (v *View) fileMenu(rows []Entry) fyne.Menu {
	return fyne.Menu{Items: []*fyne.MenuItem{
		{Label: lang.L("Download"), Icon: theme.DownloadIcon(), Action: func() { v.presenter.Download(rows) }},
	}}
}
