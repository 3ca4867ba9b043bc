package transfers

import (
	"context"
	"maps"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"hinny/app/api"
	"hinny/app/ui/kit"
	"hinny/share"
)

// snapshot is how the node's transfers are at a moment.
type snapshot struct {
	downloads []api.Transfer
	uploads   []api.Upload
	filed     []api.Category
	held      holdings
	err       error
}

// holdings is what providers hold of downloads: the peer's bytes are as in
// api.Holding.
type holdings map[share.RootHash]map[string][]byte

// maxOpen bounds the downloads whose providers are shown at once: what each of
// them holds is asked for four times a second.
const maxOpen = 32

// Choose says whose providers are looked at; the zero root: nobody's.
func (p *Presenter) Choose(root share.RootHash) {
	p.actor.Do(func() {
		if p.chosen != root {
			p.chosen = root
			p.pull()
		}
	})
}

// Fold shows or hides the providers of a download below it. On a provider it
// hides those of its download.
func (p *Presenter) Fold(l Line, open bool) {
	p.actor.Do(func() {
		is := p.model.Open[l.Root]
		if is == open || open && (l.source != nil || len(p.model.Open) >= maxOpen) {
			return
		}
		opened := maps.Clone(p.model.Open)
		if opened == nil {
			opened = map[share.RootHash]bool{}
		}
		delete(opened, l.Root)
		if open {
			opened[l.Root] = true
		}
		p.model.Open = opened
		p.show()
		p.pull()
	})
}

// looked returns the downloads whose providers are looked at.
func (p *Presenter) looked() []share.RootHash {
	roots := slices.Collect(maps.Keys(p.model.Open))
	if !p.chosen.IsZero() && !p.model.Open[p.chosen] {
		roots = append(roots, p.chosen)
	}
	return roots
}

// holdings asks what the providers of downloads hold. A node that does not know,
// or a download that is gone, has none to show.
func (p *Presenter) holdings(ctx context.Context, roots []share.RootHash) holdings {
	holder, ok := p.node.(api.Holder)
	if !ok {
		return nil
	}
	var held holdings
	for _, root := range roots {
		list, err := holder.Holdings(ctx, root)
		if err != nil || len(list) == 0 {
			continue
		}
		if held == nil {
			held = holdings{}
		}
		held[root] = make(map[string][]byte, len(list))
		for _, h := range list {
			held[root][h.Peer] = h.Map
		}
	}
	return held
}

// closed forgets the downloads that are gone.
func (p *Presenter) closed(downloads []api.Transfer) {
	here := make(map[share.RootHash]bool, len(downloads))
	for _, t := range downloads {
		here[t.Root] = true
	}
	opened := maps.Clone(p.model.Open)
	maps.DeleteFunc(opened, func(root share.RootHash, _ bool) bool { return !here[root] })
	p.model.Open = opened
}

// source is a provider of the chosen download and what it holds.
type source struct {
	api.Provider
	size  int64 // of the download
	all   int   // its chunks; 0: not known
	held  []byte
	whole bool    // the download is complete
	share float64 // of it that came from this provider
}

// chunks is what a provider holds; of a download that is complete, how much of
// it came from there.
func (s source) chunks() kit.Chunks {
	return kit.Chunks{Map: s.held, Source: !s.whole, Fraction: s.share}
}

// sources joins the providers of a download with what they hold. Of one that is
// complete there are those who gave something: what they do now is of no
// interest any more.
func sources(t api.Transfer, held map[string][]byte) (list []source) {
	for _, p := range t.Details {
		s := source{Provider: p, size: t.Size, all: len(t.Map), held: held[p.Peer]}
		if s.whole = t.State == api.StateComplete; s.whole {
			if p.Bytes == 0 {
				continue
			}
			s.State, s.Rate, s.Rank, s.Chunks, s.held = "", 0, 0, 0, nil
			s.share = float64(p.Bytes) / float64(max(t.Size, 1))
		}
		list = append(list, s)
	}
	return list
}

func (v *View) providerMenu(rows []source) fyne.Menu {
	menu := fyne.Menu{Items: []*fyne.MenuItem{
		{Label: lang.L("Copy ID"), Icon: theme.ContentCopyIcon(), Action: func() { v.copyPeers(rows) }},
	}}
	if len(rows) == 1 {
		menu.Items = append(menu.Items, &fyne.MenuItem{Label: lang.L("Browse provider"), Icon: theme.AccountIcon(), Action: func() { v.OnBrowse(rows[0].Peer) }})
	}
	return menu
}

// copyPeers copies the whole IDs, of which the table shows the ends.
func (v *View) copyPeers(rows []source) {
	ids := make([]string, len(rows))
	for i, r := range rows {
		ids[i] = r.Peer
	}
	v.OnCopy(lang.L("a peer ID"), strings.Join(ids, "\n"))
}
