package transfers

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"hinny/app/api"
	"hinny/share"
)

// snapshot is how the node's transfers are at a moment.
type snapshot struct {
	downloads []api.Transfer
	uploads   []api.Upload
	held      map[string][]byte
	err       error
}

// Choose says whose providers are looked at; the zero root: nobody's.
func (p *Presenter) Choose(root share.RootHash) {
	p.actor.Do(func() {
		if p.chosen != root {
			p.chosen, p.model.Held = root, nil
			p.show()
			p.pull()
		}
	})
}

// holdings asks what the providers of a download hold. A node that does not
// know, or a download that is gone, has none to show.
func (p *Presenter) holdings(ctx context.Context, root share.RootHash) map[string][]byte {
	holder, ok := p.node.(api.Holder)
	if !ok || root.IsZero() {
		return nil
	}
	list, err := holder.Holdings(ctx, root)
	if err != nil || len(list) == 0 {
		return nil
	}
	held := make(map[string][]byte, len(list))
	for _, h := range list {
		held[h.Peer] = h.Map
	}
	return held
}

// source is a provider of the chosen download and what it holds.
type source struct {
	api.Provider
	held []byte
}

// sources joins providers with what they hold.
func sources(providers []api.Provider, held map[string][]byte) []source {
	list := make([]source, len(providers))
	for i, p := range providers {
		list[i] = source{p, held[p.Peer]}
	}
	return list
}

func (v *View) providerMenu(rows []source) fyne.Menu {
	return fyne.Menu{Items: []*fyne.MenuItem{
		{Label: lang.L("Copy ID"), Icon: theme.ContentCopyIcon(), Action: func() { v.copyPeers(rows) }},
	}}
}

// copyPeers copies the whole IDs, of which the table shows the ends.
func (v *View) copyPeers(rows []source) {
	ids := make([]string, len(rows))
	for i, r := range rows {
		ids[i] = r.Peer
	}
	v.OnCopy(lang.L("a peer ID"), strings.Join(ids, "\n"))
}
