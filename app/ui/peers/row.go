package peers

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"hinny/app/api"
	"hinny/app/ui/kit"
	"hinny/app/ui/look"
	"hinny/app/words"
)

func muted(text string) kit.Words { return kit.Words{Text: text, Color: look.ColorMuted} }

// peerTable returns the columns of the peers.
func peerTable() *kit.Table[string, api.Peer] {
	type row = api.Peer
	return kit.NewTable([]kit.Column[row]{
		{ID: ByCalled, Title: lang.L("Contact"), Width: 110, New: kit.TextColumn(false, name)},
		{ID: ByPeer, Title: lang.L("Peer"), Width: 180, Grow: true, New: kit.TailColumn(func(p row) kit.Words { return kit.Plain(telling(p.Peer)) })},
		{ID: ByState, Title: lang.L("State"), Width: 130, New: kit.TextColumn(false, func(p row) kit.Words {
			text, color := look.Closeness(p)
			return kit.Words{Text: text, Color: color}
		})},
		{ID: ByClient, Title: lang.L("Program"), Width: 110, New: kit.TextColumn(false, func(p row) kit.Words { return muted(words.Name(p.Client)) })},
		{ID: ByRTT, Title: lang.L("Delay"), Width: 76, Right: true, New: kit.TextColumn(true, func(p row) kit.Words { return muted(delay(p.RTT)) })},
		{ID: ByDown, Title: lang.L("Received"), Width: 86, Right: true, New: kit.TextColumn(true, func(p row) kit.Words { return muted(moved(p.DownBytes)) })},
		{ID: ByUp, Title: lang.L("Sent"), Width: 86, Right: true, New: kit.TextColumn(true, func(p row) kit.Words { return muted(moved(p.UpBytes)) })},
		{ID: "note", NoSort: true, Title: lang.L("Note"), Width: 160, Hidden: true, New: kit.TextColumn(false, func(p row) kit.Words { return muted(words.Name(p.Note)) })},
	}, func(p row) string { return p.Peer })
}

// name is what the person calls a peer, or in quotation marks what the peer calls
// itself.
func name(p api.Peer) kit.Words {
	text := words.Called(p.Name, p.DisplayName)
	if p.Name == "" {
		return muted(text)
	}
	return kit.Plain(text)
}

// telling leaves out what the IDs of all peers begin with, which would push what
// tells them apart out of a narrow column.
func telling(peer string) string {
	const common = "12D3KooW" // the form of an Ed25519 key
	if rest, ok := strings.CutPrefix(peer, common); ok && rest != "" {
		return "…" + rest
	}
	return peer
}

func delay(ms float64) string {
	switch {
	case ms <= 0:
		return ""
	case ms < 1:
		return "< 1 ms"
	}
	return strconv.FormatFloat(ms, 'f', 0, 64) + " ms"
}

// moved says nothing about nothing.
func moved(n int64) string {
	if n == 0 {
		return ""
	}
	return words.Bytes(n)
}

// fileTable returns the columns of a browsed peer's files.
func fileTable(fold func(Entry, bool)) *kit.Table[string, Entry] {
	type row = Entry
	return kit.NewTable([]kit.Column[row]{
		{ID: ByName, Title: lang.L("Name"), Width: 200, Grow: true, New: kit.FoldColumn(icon,
			func(e row) kit.Words { return kit.Plain(words.Name(e.Name)) },
			func(e row) kit.Leaf { return kit.Leaf{Depth: e.Depth, Folds: e.Folder, Open: e.Open} }, fold,
		)},
		{ID: BySize, Title: lang.L("Size"), Width: 86, Right: true, New: kit.TextColumn(true, func(e row) kit.Words {
			if e.Folder {
				return muted(words.Bytes(e.Size))
			}
			return kit.Plain(words.Bytes(e.File.Size))
		})},
		{ID: ByKind, Title: lang.L("Type"), Width: 110, New: kit.TextColumn(false, func(e row) kit.Words {
			if e.Folder {
				return muted(lang.N("{{.Count}} files", e.Files, look.Count(e.Files)))
			}
			return muted(look.Kind(e.File.Kind))
		})},
		{ID: ByLocal, Title: lang.L("Have"), Width: 76, New: kit.TextColumn(false, func(e row) kit.Words {
			if e.File.Have {
				return kit.Words{Text: lang.L("Here"), Color: look.ColorGood}
			}
			return kit.Words{}
		})},
	}, func(e row) string { return e.Path + "\x00" + e.File.Root.String() })
}

func icon(e Entry) fyne.Resource {
	switch {
	case e.Open:
		return theme.FolderOpenIcon()
	case e.Folder:
		return theme.FolderIcon()
	}
	return look.Icon(e.File.Kind)
}
