package transfers

import (
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"hinny/app/api"
	"hinny/app/ui/kit"
	"hinny/app/ui/look"
	"hinny/app/words"
	"hinny/share"
)

func muted(text string) kit.Words { return kit.Words{Text: text, Color: look.ColorMuted} }

// downloadTable returns the columns of the downloads and their providers.
func downloadTable(fold func(Line, bool), call func(peer string) string, filed func(api.Transfer) kit.Words) *kit.Table[LineKey, Line] {
	// Some things only a whole download has.
	own := func(say func(api.Transfer) kit.Words) func(Line) kit.Words {
		return func(l Line) kit.Words {
			if l.source != nil {
				return kit.Words{}
			}
			return say(l.Transfer)
		}
	}
	return kit.NewTable([]kit.Column[Line]{
		{ID: ByName, Title: lang.L("Name"), Width: 150, Grow: true, New: kit.FoldColumn(lineIcon, lineName(call), leaf, fold)},
		{ID: BySize, Title: lang.L("Size"), Width: 74, Right: true, New: kit.TextColumn(true, lineSize)},
		{ID: "chunks", NoSort: true, Title: lang.L("Chunks"), Width: 190, New: kit.BarColumn(lineChunks, lineFigures)},
		{ID: ByDone, Title: lang.L("Done"), Width: 64, Right: true, New: kit.TextColumn(true, lineDone)},
		{ID: ByRate, Title: lang.L("Rate"), Width: 88, Right: true, New: kit.TextColumn(true, lineRate)},
		{ID: ByLeft, Title: lang.L("Time left"), Width: 104, Right: true, New: kit.TextColumn(true, lineLeft)},
		{ID: ByProviders, Title: lang.L("Providers"), Width: 86, Right: true, New: kit.TextColumn(true, own(func(t api.Transfer) kit.Words {
			return kit.Plain(strconv.Itoa(t.Providers))
		}))},
		{ID: ByState, Title: lang.L("State"), Width: 150, New: kit.TextColumn(false, lineState)},
		{ID: ByPriority, Title: lang.L("Priority"), Width: 86, Hidden: true, New: kit.TextColumn(false, own(func(t api.Transfer) kit.Words {
			return muted(priority(t.Priority))
		}))},
		{ID: ByQueue, Title: lang.L("Queue"), Width: 64, Right: true, Hidden: true, New: kit.TextColumn(true, own(func(t api.Transfer) kit.Words {
			return muted(place(t))
		}))},
		{ID: ByCategory, Title: lang.L("Category"), Width: 110, Hidden: true, New: kit.TextColumn(false, own(filed))},
	}, keyOfLine)
}

func chunks(t api.Transfer) kit.Chunks {
	return kit.Chunks{
		Map: t.Map, Fraction: fraction(t), Complete: t.State == api.StateComplete,
		Paused: t.State == api.StatePaused || t.State == api.StateFailed,
	}
}

func timeLeft(t api.Transfer) kit.Words {
	if t.State != api.StateActive {
		return kit.Words{}
	}
	return muted(words.Left(t.Size-t.Done, t.Rate))
}

// rate says nothing about what does not move.
func rate(bytesPerSecond float64) string {
	if bytesPerSecond < 1 {
		return ""
	}
	return words.Rate(bytesPerSecond)
}

// providerTable returns the columns of the providers of one download.
func providerTable(call func(peer string) string) *kit.Table[string, source] {
	type row = source
	return kit.NewTable([]kit.Column[row]{
		{ID: "peer", NoSort: true, Title: lang.L("Provider"), Width: 120, New: kit.TextColumn(false, func(p row) kit.Words { return kit.Plain(call(p.Peer)) })},
		{ID: "held", NoSort: true, Title: lang.L("Its chunks"), Width: 170, Grow: true, New: kit.BarColumn(row.chunks, row.figures)},
		{ID: "chunks", NoSort: true, Title: lang.L("Chunks"), Width: 74, Right: true, New: kit.TextColumn(true, func(p row) kit.Words {
			if p.whole {
				return kit.Words{} // what it holds is of no interest any more
			}
			return muted(words.Count(int64(p.Chunks)))
		})},
		{ID: "received", NoSort: true, Title: lang.L("Received"), Width: 86, Right: true, New: kit.TextColumn(true, func(p row) kit.Words { return kit.Plain(words.Bytes(p.Bytes)) })},
		{ID: "rate", NoSort: true, Title: lang.L("Rate"), Width: 88, Right: true, New: kit.TextColumn(true, func(p row) kit.Words { return muted(rate(p.Rate)) })},
		{ID: "wait", NoSort: true, Title: lang.L("Wait"), Width: 84, Right: true, New: kit.TextColumn(true, func(p row) kit.Words { return muted(wait(p.Wait)) })},
		{ID: "state", NoSort: true, Title: lang.L("State"), Width: 176, New: kit.TextColumn(false, func(p row) kit.Words { return state(p.State, p.Rank) })},
	}, func(p row) string { return p.Peer })
}

// wait says nothing about a wait that is not known.
func wait(seconds int) string {
	if seconds <= 0 {
		return ""
	}
	return words.Duration(time.Duration(seconds) * time.Second)
}

// uploadTable returns the columns of the uploads.
func uploadTable(call func(peer string) string) *kit.Table[UploadKey, api.Upload] {
	type row = api.Upload
	return kit.NewTable([]kit.Column[row]{
		{ID: ByName, Title: lang.L("Name"), Width: 150, Grow: true, New: kit.IconColumn(
			func(u row) fyne.Resource { return look.Icon(share.KindOf(u.Name)) },
			func(u row) kit.Words { return kit.Plain(words.Name(u.Name)) },
		)},
		{ID: BySize, Title: lang.L("Size"), Width: 80, Right: true, New: kit.TextColumn(true, func(u row) kit.Words { return kit.Plain(words.Bytes(u.Size)) })},
		{ID: ByPeer, Title: lang.L("To"), Width: 120, New: kit.TextColumn(false, func(u row) kit.Words { return muted(call(u.Peer)) })},
		{ID: ByDone, Title: lang.L("Sent"), Width: 90, Right: true, New: kit.TextColumn(true, func(u row) kit.Words { return kit.Plain(words.Bytes(u.Bytes)) })},
		{ID: ByRate, Title: lang.L("Rate"), Width: 96, Right: true, New: kit.TextColumn(true, func(u row) kit.Words { return muted(rate(u.Rate)) })},
		{ID: ByState, Title: lang.L("State"), Width: 190, New: kit.TextColumn(false, func(u row) kit.Words { return state(u.State, u.Rank) })},
	}, KeyOf)
}

func state(name string, rank int) kit.Words {
	text, color := look.Provider(name, rank)
	return kit.Words{Text: text, Color: color}
}
