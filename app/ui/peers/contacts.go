package peers

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"hinny/app/api"
	"hinny/app/ui/note"
	"hinny/app/words"
)

// CanName reports whether this node remembers contacts.
func (p *Presenter) CanName() bool {
	_, ok := p.node.(api.Acquainted)
	return ok
}

// SetName makes a peer a contact, or gives it another name and note.
func (p *Presenter) SetName(peer, name, about string) {
	p.contacts(func(ctx context.Context, book api.Acquainted) note.Note {
		return note.Note{What: note.Met, Name: name, Err: book.SetContact(ctx, api.Contact{Peer: peer, Name: name, Note: about})}
	})
}

// Forget has a peer be a contact no more.
func (p *Presenter) Forget(peer api.Peer) {
	p.contacts(func(ctx context.Context, book api.Acquainted) note.Note {
		return note.Note{What: note.Forgotten, Name: peer.Name, Err: book.ForgetContact(ctx, peer.Peer)}
	})
}

// contacts does something with the contacts and tells how it went.
func (p *Presenter) contacts(do func(ctx context.Context, book api.Acquainted) note.Note) {
	book, ok := p.node.(api.Acquainted)
	if !ok {
		return
	}
	p.actor.Do(func() {
		p.actor.Go(func(ctx context.Context) {
			n := do(ctx, book)
			if n.Err != nil {
				n.What = note.Failed
			}
			p.tell(n)
			p.actor.Post(p.ask)
		})
	})
}

// remember keeps the names of the contacts for Called.
func (p *Presenter) remember(peers []api.Peer) {
	names := map[string]string{}
	for _, peer := range peers {
		if peer.Name != "" {
			names[peer.Peer] = words.Name(peer.Name)
		}
	}
	p.names.Store(&names)
}

// Called returns what a peer is called in columns: the name of a contact, or the
// end of its ID. It is safe for concurrent use.
func (p *Presenter) Called(peer string) string {
	if names := p.names.Load(); names != nil && (*names)[peer] != "" {
		return (*names)[peer]
	}
	return words.Short(peer)
}

// contactItems offers to name a peer and to forget its name.
func (v *View) contactItems(peer api.Peer) []*fyne.MenuItem {
	if !v.presenter.CanName() {
		return nil
	}
	if peer.Name == "" {
		return []*fyne.MenuItem{fyne.NewMenuItemSeparator(), {Label: lang.L("Add to contacts…"), Icon: theme.AccountIcon(), Action: func() { v.OnName(peer) }}}
	}
	return []*fyne.MenuItem{
		fyne.NewMenuItemSeparator(),
		{Label: lang.L("Name and note…"), Icon: theme.DocumentCreateIcon(), Action: func() { v.OnName(peer) }},
		{Label: lang.L("Remove from contacts"), Icon: theme.DeleteIcon(), Action: func() {
			v.OnForget(lang.L("Forget the name and the note of “{{.Name}}”?", map[string]any{"Name": words.Name(peer.Name)}), func() { v.presenter.Forget(peer) })
		}},
	}
}
