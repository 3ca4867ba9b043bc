package library

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"hinny/app/api"
	"hinny/app/ui/kit"
	"hinny/app/ui/look"
	"hinny/app/words"
)

func muted(text string) kit.Words { return kit.Words{Text: text, Color: look.ColorMuted} }

// wanted says how much of something others wanted, and nothing of nothing.
func wanted(n int64, say func(int64) string) kit.Words {
	if n == 0 {
		return kit.Words{}
	}
	return kit.Plain(say(n))
}

// folderTable returns the columns of the ticked folders.
func folderTable(untick func(api.Folder)) *kit.Table[string, api.Folder] {
	type row = api.Folder
	return kit.NewTable([]kit.Column[row]{
		{ID: "tick", NoSort: true, Width: 36, New: kit.CheckColumn(func(row) bool { return true }, func(f row, _ bool) { untick(f) })},
		{ID: "folder", NoSort: true, Title: lang.L("Folder"), Width: 120, Grow: true, New: kit.TextColumn(false, func(f row) kit.Words {
			if f.Error != "" {
				return kit.Words{Text: words.Name(f.Path) + ": " + look.Said(f.Error), Color: look.ColorBad}
			}
			return kit.Plain(words.Name(f.Path))
		})},
		{ID: "files", NoSort: true, Title: lang.L("Files"), Width: 64, Right: true, New: kit.TextColumn(true, func(f row) kit.Words { return muted(words.Count(int64(f.Files))) })},
		{ID: "size", NoSort: true, Title: lang.L("Size"), Width: 74, Right: true, New: kit.TextColumn(true, func(f row) kit.Words { return muted(words.Bytes(f.Bytes)) })},
	}, func(f row) string { return f.Path })
}

// fileTable returns the columns of the files.
func fileTable() *kit.Table[string, api.SharedFile] {
	type row = api.SharedFile
	return kit.NewTable([]kit.Column[row]{
		{ID: ByName, Title: lang.L("Name"), Width: 200, Grow: true, New: kit.IconColumn(
			func(f row) fyne.Resource { return look.Icon(f.Kind) },
			func(f row) kit.Words { return kit.Plain(words.Name(f.Name)) },
		)},
		{ID: BySize, Title: lang.L("Size"), Width: 74, Right: true, New: kit.TextColumn(true, func(f row) kit.Words { return kit.Plain(words.Bytes(f.Size)) })},
		{ID: ByKind, Title: lang.L("Type"), Width: 84, New: kit.TextColumn(false, func(f row) kit.Words { return muted(look.Kind(f.Kind)) })},
		{ID: ByFolder, Title: lang.L("Folder"), Width: 110, New: kit.TextColumn(false, func(f row) kit.Words { return muted(words.Name(Dir(f))) })},
		{ID: ByAsked, Title: lang.L("Asked"), Width: 62, Right: true, New: kit.TextColumn(true, func(f row) kit.Words { return wanted(f.Asked, words.Count) })},
		{ID: BySent, Title: lang.L("Sent"), Width: 74, Right: true, New: kit.TextColumn(true, func(f row) kit.Words { return wanted(f.Sent, words.Bytes) })},
	}, func(f row) string { return f.Path })
}
