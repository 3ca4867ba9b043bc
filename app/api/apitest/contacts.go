package apitest

import (
	"context"
	"slices"
	"strings"

	"hinny/app/api"
)

// SetContact implements api.Acquainted.
func (m *Memory) SetContact(_ context.Context, c api.Contact) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.contacts = slices.DeleteFunc(m.contacts, func(old api.Contact) bool { return old.Peer == c.Peer })
	m.contacts = append(m.contacts, c)
	slices.SortFunc(m.contacts, func(a, b api.Contact) int { return strings.Compare(a.Name, b.Name) })
	return nil
}

// ForgetContact implements api.Acquainted.
func (m *Memory) ForgetContact(_ context.Context, peer string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	before := len(m.contacts)
	m.contacts = slices.DeleteFunc(m.contacts, func(c api.Contact) bool { return c.Peer == peer || c.Name == peer })
	if len(m.contacts) == before {
		return &api.Error{Code: api.CodeNotFound, Message: peer + " is nobody among the contacts"}
	}
	return nil
}

// Contacts implements api.Acquainted.
func (m *Memory) Contacts(context.Context) ([]api.Contact, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.contacts), nil
}

// SetFriend implements api.Befriender.
func (m *Memory) SetFriend(_ context.Context, peer string, friend bool) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for i, c := range m.contacts {
		if c.Peer == peer || c.Name == peer {
			m.contacts[i].Friend = friend
			return nil
		}
	}
	return &api.Error{Code: api.CodeNotFound, Message: peer + " is nobody among the contacts"}
}
