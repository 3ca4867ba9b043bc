package node

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"strings"
	"time"
	"unicode/utf8"

	"hinny/app/api"
	"hinny/app/words"
	"hinny/network"
)

const (
	contactsName = "contacts.json"
	// maxContacts bounds the contacts: more than anybody knows, and all of them
	// are written at each change.
	maxContacts = 2_000
	// maxContactName bounds a name, in letters: it stands in columns.
	maxContactName = 60
	// maxContactNote bounds a note, in letters: a page.
	maxContactNote = 2_000
	// maxContactsFile holds as many with notes of four bytes a letter.
	maxContactsFile = 32 << 20
)

// contacts are the peers that the person knows, by name.
type contacts struct {
	book[string, api.Contact]
}

// loadContacts reads the contacts of earlier runs.
func (n *Node) loadContacts() error {
	aside, err := n.contacts.open(n.inHome(contactsName), bookRules[string, api.Contact]{
		what: "the contacts", most: maxContacts, limit: maxContactsFile,
		key:   func(c api.Contact) string { return c.Peer },
		valid: checkContact,
		order: func(a, b api.Contact) int {
			return cmp.Or(strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)), strings.Compare(a.Peer, b.Peer))
		},
	})
	if aside != "" {
		n.tell(fmt.Sprintf("The list of your contacts cannot be read and begins anew; the old one is %s.", aside))
	}
	return err
}

// checkContact refuses a contact that cannot be kept as it is.
func checkContact(c api.Contact) error {
	id, err := network.ParsePeerID(c.Peer)
	switch {
	case err != nil:
		return err
	case id != c.Peer:
		return fmt.Errorf("%s is another way to write %s", c.Peer, id)
	case strings.TrimSpace(c.Name) == "":
		return errors.New("a contact needs a name")
	case utf8.RuneCountInString(c.Name) > maxContactName:
		return fmt.Errorf("the name of a contact has at most %d letters", maxContactName)
	case words.Name(c.Name) != c.Name:
		return errors.New("the name of a contact is one line without control characters")
	case utf8.RuneCountInString(c.Note) > maxContactNote:
		return fmt.Errorf("a note has at most %d letters", maxContactNote)
	}
	return nil
}

// called returns the peer ID of the contact with a name, whose case does not
// matter; everything else stays as it is.
func (c *contacts) called(name string) string {
	for _, known := range c.list() {
		if strings.EqualFold(known.Name, strings.TrimSpace(name)) {
			return known.Peer
		}
	}
	return name
}

// name gives a peer the name and the note that the person knows it by.
func (c *contacts) name(p api.Peer) api.Peer {
	known, _ := c.get(p.Peer)
	p.Name, p.Note, p.Friend = known.Name, known.Note, known.Friend
	return p
}

// away returns the contacts that are not among peers.
func (c *contacts) away(peers []api.Peer) (away []api.Peer) {
	here := make(map[string]bool, len(peers))
	for _, p := range peers {
		here[p.Peer] = true
	}
	for _, known := range c.list() {
		if !here[known.Peer] {
			away = append(away, api.Peer{Peer: known.Peer, Name: known.Name, Note: known.Note, Friend: known.Friend, How: "contact"})
		}
	}
	return away
}

var _ api.Acquainted = (*Node)(nil)

// SetContact implements api.Acquainted.
func (n *Node) SetContact(_ context.Context, c api.Contact) error {
	id, err := network.ParsePeerID(c.Peer)
	if err != nil {
		return explained(err)
	}
	c.Friend = false
	c.Peer, c.Name, c.Note = id, strings.TrimSpace(c.Name), strings.TrimSpace(c.Note)
	c.Since = time.Now().UTC().Truncate(time.Second)
	if err := checkContact(c); err != nil {
		return told(api.CodeUsage, err)
	}
	err = n.contacts.change(func(byPeer map[string]api.Contact) error {
		for other := range maps.Values(byPeer) {
			if other.Peer != id && strings.EqualFold(other.Name, c.Name) {
				return told(api.CodeUsage, fmt.Errorf("%q is already the name of %s; choose another", c.Name, other.Peer))
			}
		}
		if before, known := byPeer[id]; known {
			c.Since, c.Friend = before.Since, before.Friend
		} else if len(byPeer) >= maxContacts {
			return told(api.CodeRefused, fmt.Errorf("there are %d contacts already; forget one first", maxContacts))
		}
		byPeer[id] = c
		return nil
	})
	return explained(err)
}

var _ api.Befriender = (*Node)(nil)

// SetFriend implements api.Befriender.
func (n *Node) SetFriend(_ context.Context, peer string, friend bool) error {
	id := n.contacts.called(peer)
	if _, known := n.contacts.get(id); !known {
		return told(api.CodeNotFound, fmt.Errorf("%q is nobody among the contacts; a friend is named first", peer))
	}
	return explained(n.contacts.change(func(byPeer map[string]api.Contact) error {
		c, known := byPeer[id]
		if known { // still
			c.Friend = friend
			byPeer[id] = c
		}
		return nil
	}))
}

// isFriend reports whether a peer has a friend slot.
func (c *contacts) isFriend(id string) bool {
	known, _ := c.get(id)
	return known.Friend
}

// ForgetContact implements api.Acquainted.
func (n *Node) ForgetContact(_ context.Context, peer string) error {
	id := n.contacts.called(peer)
	if _, known := n.contacts.get(id); !known {
		return told(api.CodeNotFound, fmt.Errorf("%q is nobody among the contacts", peer))
	}
	return explained(n.contacts.change(func(byPeer map[string]api.Contact) error {
		delete(byPeer, id)
		return nil
	}))
}

// Contacts implements api.Acquainted.
func (n *Node) Contacts(context.Context) ([]api.Contact, error) { return n.contacts.list(), nil }
