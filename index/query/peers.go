package query

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// peerFilter is the name of the filter for the peers whose files are meant.
const peerFilter = "peer"

// From reports whether a peer's files are asked for, by the ID or name that
// Peers and NotPeers have.
func (q Query) From(peer string) bool {
	return !slices.Contains(q.NotPeers, peer) && (len(q.Peers) == 0 || slices.Contains(q.Peers, peer))
}

// Everybody returns the query without the peers it asks for: what may be sent
// to others, who need not know whose files somebody looks for. It can be empty.
func (q Query) Everybody() Query {
	q.Peers, q.NotPeers = nil, nil
	return q
}

// Named returns the query with each peer replaced by what is made of it: the
// user ID behind a name. The first error ends it.
func (q Query) Named(id func(peer string) (string, error)) (Query, error) {
	for _, list := range []*[]string{&q.Peers, &q.NotPeers} {
		named := make([]string, 0, len(*list))
		for _, peer := range *list {
			known, err := id(peer)
			if err != nil {
				return Query{}, err
			}
			named = append(named, known)
		}
		*list = named
	}
	return q, nil
}

// peers reads the value of a peer filter: IDs and names between commas, or one
// name in quotes.
func (p *parser) peers(value string, quoted, without bool) error {
	list := &p.query.Peers
	if without {
		list = &p.query.NotPeers
	}
	items := strings.Split(value, ",")
	if quoted {
		items = []string{value}
	}
	for _, item := range items {
		item = strings.Join(strings.Fields(item), " ")
		if item == "" {
			return errors.New("a peer is missing; type a user ID or the name of a contact, as in peer:anna")
		}
		if slices.Contains(*list, item) {
			continue
		}
		if len(*list) == MaxFilters {
			return fmt.Errorf("a search names at most %d peers; leave some out", MaxFilters)
		}
		*list = append(*list, item)
	}
	return nil
}

// writePeers returns the peer filters as they must stand in a query.
func (q Query) writePeers() (parts []string) {
	for _, peer := range q.Peers {
		parts = append(parts, writePeer(peer))
	}
	for _, peer := range q.NotPeers {
		parts = append(parts, "-"+writePeer(peer))
	}
	return parts
}

func writePeer(peer string) string {
	if strings.ContainsAny(peer, " ,") {
		peer = `"` + peer + `"`
	}
	return peerFilter + ":" + peer
}
