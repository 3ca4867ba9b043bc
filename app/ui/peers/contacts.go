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

// Befriend gives a contact a friend slot, or takes it away.
func (p *Presenter) Befriend(peer api.Peer, friend bool) {
	p.contacts(func(ctx context.Context, book api.Acquainted) note.Note {
		slots, ok := book.(api.Befriender)
		if !ok {
			return note.Note{Err: &api.Error{Code: api.CodeRefused, Message: "this node has no friend slots"}}
		}
		n := note.Note{What: note.Befriended, Name: peer.Name, Err: slots.SetFriend(ctx, peer.Peer, friend)}
		if !friend {
			n.What = note.Unfriended
		}
		return n
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

// remember keeps what peers are called for Called.
func (p *Presenter) remember(peers []api.Peer) {
	names := map[string]string{}
	for _, peer := range peers {
		if name := words.Called(peer.Name, peer.DisplayName); name != "" {
			names[peer.Peer] = name
		}
	}
	p.names.Store(&names)
}

// Called returns what a peer is called in columns: the name of a contact, what
// another calls itself in quotation marks, or the end of its ID. It is safe for
// concurrent use.
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
		v.friendItem(peer),
		{Label: lang.L("Remove from contacts"), Icon: theme.DeleteIcon(), Action: func() {
			v.OnForget(lang.L("Forget the name and the note of “{{.Name}}”?", map[string]any{"Name": words.Name(peer.Name)}), func() { v.presenter.Forget(peer) })
		}},
	}
}

// friendItem offers to give a contact a friend slot, or to take it away.
func (v *View) friendItem(peer api.Peer) *fyne.MenuItem {
	if peer.Friend {
		return &fyne.MenuItem{Label: lang.L("Take the friend slot away"), Icon: theme.CancelIcon(), Action: func() { v.presenter.Befriend(peer, false) }}
	}
	return &fyne.MenuItem{Label: lang.L("Give a friend slot"), Icon: theme.ConfirmIcon(), Action: func() { v.presenter.Befriend(peer, true) }}
}
