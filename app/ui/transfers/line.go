package transfers

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"hinny/app/api"
	"hinny/app/ui/kit"
	"hinny/app/ui/look"
	"hinny/app/words"
	"hinny/share"
)

// Line is a row of the downloads: one of them, or one of its providers below
// it.
type Line struct {
	api.Transfer
	source *source // nil: the line is the download itself
	open   bool    // its providers follow
}

// LineKey tells lines apart.
type LineKey struct {
	Root share.RootHash
	Peer string // empty for the download itself
}

func keyOfLine(l Line) LineKey {
	if l.source != nil {
		return LineKey{l.Root, l.source.Peer}
	}
	return LineKey{Root: l.Root}
}

// unfold puts the providers of the downloads that are open below them.
func unfold(m Model) []Line {
	all := make([]Line, 0, len(m.Downloads))
	for _, t := range m.Downloads {
		open := m.Open[t.Root] && len(t.Details) > 0
		all = append(all, Line{Transfer: t, open: open})
		if !open {
			continue
		}
		for _, s := range sources(t, m.Held[t.Root]) {
			all = append(all, Line{Transfer: t, source: &s})
		}
	}
	return all
}

// whole returns the downloads among lines: what a command is about. A provider
// is not paused because it is selected.
func whole(rows []Line) (downloads []api.Transfer) {
	for _, l := range rows {
		if l.source == nil {
			downloads = append(downloads, l.Transfer)
		}
	}
	return downloads
}

// looked returns the downloads that lines are of, each once: what is looked at.
func looked(rows []Line) (downloads []api.Transfer) {
	seen := map[share.RootHash]bool{}
	for _, l := range rows {
		if !seen[l.Root] {
			seen[l.Root] = true
			downloads = append(downloads, l.Transfer)
		}
	}
	return downloads
}

// only returns the root of a single download, and the zero one of others.
func only(downloads []api.Transfer) (root share.RootHash) {
	if len(downloads) == 1 {
		root = downloads[0].Root
	}
	return root
}

// providersOf returns the providers among lines.
func providersOf(rows []Line) (providers []source) {
	for _, l := range rows {
		if l.source != nil {
			providers = append(providers, *l.source)
		}
	}
	return providers
}

func lineIcon(l Line) fyne.Resource {
	if l.source != nil {
		return theme.AccountIcon()
	}
	return look.Icon(share.KindOf(l.Name))
}

func lineName(call func(peer string) string) func(l Line) kit.Words {
	return func(l Line) kit.Words {
		if l.source != nil {
			return muted(call(l.source.Peer))
		}
		return kit.Plain(words.Name(l.Name))
	}
}

func leaf(l Line) kit.Leaf {
	if l.source != nil {
		return kit.Leaf{Depth: 1}
	}
	return kit.Leaf{Folds: len(l.Details) > 0, Open: l.open}
}

// lineSize is how large a download is, and how much came from a provider.
func lineSize(l Line) kit.Words {
	if l.source != nil {
		return muted(words.Bytes(l.source.Bytes))
	}
	return kit.Plain(words.Bytes(l.Size))
}

func lineChunks(l Line) kit.Chunks {
	if l.source != nil {
		return l.source.chunks()
	}
	return chunks(l.Transfer)
}

// lineDone is the part that is here, and the part that a provider gave.
func lineDone(l Line) kit.Words {
	if l.source != nil {
		return muted(words.Percent(l.source.Bytes, l.Size))
	}
	return kit.Plain(words.Percent(l.Done, l.Size))
}

func lineRate(l Line) kit.Words {
	if l.source != nil {
		return muted(rate(l.source.Rate))
	}
	return muted(rate(l.Rate))
}

// lineLeft is how long a download still takes, and how long the wait in a
// provider's queue.
func lineLeft(l Line) kit.Words {
	if l.source != nil {
		return muted(wait(l.source.Wait))
	}
	return timeLeft(l.Transfer)
}

func lineState(l Line) kit.Words {
	if l.source != nil {
		return state(l.source.State, l.source.Rank)
	}
	text, color := look.State(l.Transfer)
	return kit.Words{Text: text, Color: color}
}
