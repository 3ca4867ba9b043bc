package search

import (
	"cmp"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"hinny/app/api"
	"hinny/app/ui/kit"
	"hinny/app/ui/look"
	"hinny/app/words"
)

// table returns the columns of the results.
func table(fold func(Row, bool)) *kit.Table[Key, Row] {
	return kit.NewTable([]kit.Column[Row]{
		{ID: ByName, Title: lang.L("Name"), Width: 220, Grow: true, New: kit.FoldColumn(icon,
			func(r Row) kit.Words { return kit.Words{Text: words.Name(r.Name), Color: nameColor(r)} }, leaf, fold,
		)},
		{ID: BySize, Title: lang.L("Size"), Width: 90, Right: true, New: kit.TextColumn(true, func(r Row) kit.Words {
			return above(r, kit.Plain(words.Bytes(r.Size)))
		})},
		{ID: ByKind, Title: lang.L("Type"), Width: 110, New: kit.TextColumn(false, func(r Row) kit.Words {
			if r.Under {
				return kit.Words{Text: lang.L("another name"), Color: look.ColorMuted}
			}
			return kit.Words{Text: look.Kind(r.Kind), Color: look.ColorMuted}
		})},
		{ID: ByQuality, Title: lang.L("Quality"), Width: 150, New: kit.TextColumn(false, func(r Row) kit.Words {
			return above(r, kit.Words{Text: words.Quality(r.Meta), Color: look.ColorMuted})
		})},
		{ID: ByProviders, Title: lang.L("Providers"), Width: 96, Right: true, New: kit.TextColumn(true, func(r Row) kit.Words {
			return above(r, kit.Plain(strconv.Itoa(len(r.Providers))))
		})},
		{ID: ByRate, Title: lang.L("Rate"), Width: 84, Right: true, New: kit.TextColumn(true, func(r Row) kit.Words { return above(r, rate(r)) })},
		{ID: ByLocal, Title: lang.L("Have"), Width: 170, New: kit.TextColumn(false, func(r Row) kit.Words { return above(r, local(r)) })},
	}, KeyOf)
}

// icon tells what a content is; its other names have none.
func icon(r Row) fyne.Resource {
	if r.Under {
		return nil
	}
	return look.Icon(r.Kind)
}

func leaf(r Row) kit.Leaf {
	if r.Under {
		return kit.Leaf{Depth: 1}
	}
	return kit.Leaf{Folds: r.folds(), Open: r.Open}
}

// above says nothing again below the row that says it.
func above(r Row, w kit.Words) kit.Words {
	if r.Under {
		return kit.Words{}
	}
	return w
}

// rate says what its providers do, to the power of two.
func rate(r Row) kit.Words {
	if r.Rate == 0 {
		return kit.Words{}
	}
	return kit.Words{Text: words.Rate(float64(r.Rate.Rate())), Color: look.ColorMuted}
}

// nameColor tells from afar what is here or coming.
func nameColor(r Row) fyne.ThemeColorName {
	if r.Mark != api.MarkNone || r.Under {
		return look.ColorMuted
	}
	switch r.Local {
	case Present:
		return look.ColorGood
	case Ordered:
		_, color := look.State(api.Transfer{State: cmp.Or(r.State, api.StateActive)})
		return color
	}
	return ""
}

// local says what is here of a result, or what the person thinks of it. A download that does not move says why,
// in few words: the whole reason of a failure is under Transfers.
func local(r Row) kit.Words {
	switch {
	case r.Mark == api.MarkFake:
		return kit.Words{Text: lang.L("Marked as fake"), Color: look.ColorBad}
	case r.Mark == api.MarkHidden:
		return kit.Words{Text: lang.L("Marked as hidden"), Color: look.ColorMuted}
	case r.Local == Present:
		return kit.Words{Text: lang.L("Here"), Color: look.ColorGood}
	case r.Local != Ordered && r.New:
		return kit.Words{Text: lang.L("New"), Color: look.ColorGood}
	case r.Local != Ordered:
		return kit.Words{}
	case r.State == "" || r.State == api.StateActive:
		return kit.Words{Text: lang.L("Downloading, {{.Percent}} %", map[string]any{"Percent": r.Percent}), Color: look.ColorBusy}
	case r.State == api.StatePaused:
		return kit.Words{Text: lang.L("Paused, {{.Percent}} %", map[string]any{"Percent": r.Percent}), Color: look.ColorMuted}
	}
	text, color := look.State(api.Transfer{State: r.State})
	return kit.Words{Text: text, Color: color}
}
