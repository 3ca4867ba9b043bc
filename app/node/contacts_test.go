package node

import (
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hinny/app/api"
)

// The IDs of three peers.
const (
	ada   = "12D3KooWGC6TvWhfapngX6wvJHMYvKpDMXPb3ZnCZ6dMoaMtimQ5"
	bob   = "12D3KooWJRSrypvnpHgc6ZAgyCni4KcSmbV7uGRaMw5LgMKT18fq"
	carol = "12D3KooWQYhTNQdmr3ArTeUHRYzFg94BKyTkoWBDWez9kSCVe2Xo"
)

// acquainted returns the contacts of a home folder, without the rest of a node.
func acquainted(t *testing.T, home string) *Node {
	t.Helper()
	n := &Node{config: Config{Home: home}, log: slog.New(slog.DiscardHandler)}
	if err := n.loadContacts(); err != nil {
		t.Fatal(err)
	}
	return n
}

func contact(t *testing.T, n *Node, c api.Contact) {
	t.Helper()
	if err := n.SetContact(t.Context(), c); err != nil {
		t.Fatal(err)
	}
}

func codeOf(err error) api.Code {
	if failure, ok := errors.AsType[*api.Error](err); ok {
		return failure.Code
	}
	return ""
}

func TestContactsAreThereAtTheNextStart(t *testing.T) {
	home := t.TempDir()
	n := acquainted(t, home)
	contact(t, n, api.Contact{Peer: bob, Name: " bob "})
	contact(t, n, api.Contact{Peer: ada, Name: "Ada", Note: "from school\nsings"})
	contact(t, n, api.Contact{Peer: carol, Name: "Carol"})
	contact(t, n, api.Contact{Peer: carol, Name: "Caroline"})
	if err := n.ForgetContact(t.Context(), "CAROLINE"); err != nil {
		t.Fatal(err)
	}
	n = acquainted(t, home)
	list, _ := n.Contacts(t.Context())
	if len(list) != 2 || list[0].Name != "Ada" || list[0].Note != "from school\nsings" || list[1].Name != "bob" || list[1].Since.IsZero() {
		t.Errorf("contacts: %+v", list)
	}
	for text, want := range map[string]string{"ada": ada, " BOB": bob, carol: carol, "Caroline": "Caroline"} {
		if got := n.contacts.called(text); got != want {
			t.Errorf("%q is %s", text, got)
		}
	}
	if err := n.ForgetContact(t.Context(), carol); codeOf(err) != api.CodeNotFound {
		t.Errorf("forgotten twice: %v", err)
	}
}

// TestContactsAreAmongThePeers says that a contact has its name where it is
// seen, and is there also when it is away.
func TestContactsAreAmongThePeers(t *testing.T) {
	n := acquainted(t, t.TempDir())
	contact(t, n, api.Contact{Peer: ada, Name: "Ada"})
	contact(t, n, api.Contact{Peer: bob, Name: "Bob", Note: "n"})
	here := []api.Peer{n.contacts.name(api.Peer{Peer: ada, Connected: true}), n.contacts.name(api.Peer{Peer: carol})}
	if here[0].Name != "Ada" || here[1].Name != "" {
		t.Errorf("named %+v", here)
	}
	if away := n.contacts.away(here); len(away) != 1 || away[0].Peer != bob || away[0].Note != "n" || away[0].How != "contact" {
		t.Errorf("away: %+v", away)
	}
}

func TestAFriendStaysOneUnderAnotherName(t *testing.T) {
	home := t.TempDir()
	n := acquainted(t, home)
	contact(t, n, api.Contact{Peer: ada, Name: "Ada", Friend: true})
	if n.contacts.isFriend(ada) {
		t.Error("a friend slot is given with a name")
	}
	if err := n.SetFriend(t.Context(), "ADA", true); err != nil {
		t.Fatal(err)
	}
	contact(t, n, api.Contact{Peer: ada, Name: "Ada Lovelace"})
	n = acquainted(t, home)
	if p := n.contacts.name(api.Peer{Peer: ada}); !n.contacts.isFriend(ada) || !p.Friend || !n.contacts.away(nil)[0].Friend {
		t.Errorf("at the next start: %+v", p)
	}
	if err := n.SetFriend(t.Context(), ada, false); err != nil || n.contacts.isFriend(ada) {
		t.Errorf("the friend slot stays, %v", err)
	}
	if err := n.SetFriend(t.Context(), bob, true); codeOf(err) != api.CodeNotFound || n.contacts.isFriend(bob) {
		t.Errorf("a stranger became a friend: %v", err)
	}
}

func TestAContactThatCannotBeKeptIsRefused(t *testing.T) {
	n := acquainted(t, t.TempDir())
	contact(t, n, api.Contact{Peer: ada, Name: "Ada"})
	for _, wrong := range []api.Contact{
		{Peer: "ada", Name: "x"},
		{Peer: bob},
		{Peer: bob, Name: "   "},
		{Peer: bob, Name: "a\x1b[2J"},
		{Peer: bob, Name: strings.Repeat("骡", maxContactName+1)},
		{Peer: bob, Name: "b", Note: strings.Repeat("n", maxContactNote+1)},
		{Peer: bob, Name: "ADA"}, // somebody else's
	} {
		if err := n.SetContact(t.Context(), wrong); codeOf(err) != api.CodeUsage {
			t.Errorf("%+v: %v", wrong, err)
		}
	}
	if list, _ := n.Contacts(t.Context()); len(list) != 1 {
		t.Errorf("contacts: %+v", list)
	}
}

func TestThereIsRoomForSoManyContacts(t *testing.T) {
	n := acquainted(t, t.TempDir())
	for i := range maxContacts {
		n.contacts.byKey[fmt.Sprint(i)] = api.Contact{Peer: fmt.Sprint(i), Name: fmt.Sprint(i)}
	}
	if err := n.SetContact(t.Context(), api.Contact{Peer: ada, Name: "Ada"}); codeOf(err) != api.CodeRefused {
		t.Errorf("one more: %v", err)
	}
	n.contacts.byKey[ada] = api.Contact{Peer: ada, Name: "Ada"}
	contact(t, n, api.Contact{Peer: ada, Name: "Ada Lovelace"})
}

func TestDamagedContactsAreSetAsideAndNothingIsHalfWritten(t *testing.T) {
	home := t.TempDir()
	if err := os.WriteFile(filepath.Join(home, contactsName), []byte(`[{"peer":`), 0o600); err != nil {
		t.Fatal(err)
	}
	n := acquainted(t, home)
	if said := n.notices.list(); len(said) != 1 || !strings.Contains(said[0], contactsName) {
		t.Errorf("said %q", said)
	}
	foreign := `[{"peer":"no ID","name":"a"},{"peer":"` + ada + `","name":"x\u202ey"},{"peer":"` + bob + `","name":"Bob"}]`
	if err := os.WriteFile(filepath.Join(home, contactsName), []byte(foreign), 0o600); err != nil {
		t.Fatal(err)
	}
	if list, _ := acquainted(t, home).Contacts(t.Context()); len(list) != 1 || list[0].Peer != bob {
		t.Errorf("of a file that somebody else wrote: %+v", list)
	}
	gone := acquainted(t, filepath.Join(home, "gone"))
	if err := gone.SetContact(t.Context(), api.Contact{Peer: ada, Name: "Ada"}); codeOf(err) != api.CodeFailed {
		t.Errorf("written nowhere: %v", err)
	}
	if list, _ := gone.Contacts(t.Context()); len(list) != 0 {
		t.Errorf("kept what cannot be written: %+v", list)
	}
}
