package node

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"hinny/app/api"
	"hinny/index/query"
	"hinny/network"
	"hinny/network/search"
)

// named gives the peers that a query asks for their user IDs. A name that is
// neither a contact's nor an ID is an error that says so.
func (n *Node) named(q query.Query) (query.Query, error) {
	return q.Named(func(peer string) (string, error) {
		id, err := network.ParsePeerID(n.contacts.called(peer))
		if err != nil {
			return "", &api.Error{Code: api.CodeUsage, Message: fmt.Sprintf("peer:%s is neither the name of a contact nor a user ID; see: hinnyd contact list", peer)}
		}
		return id, nil
	})
}

// people asks the peers that the query names, and nobody else. Who cannot be
// asked is an error only if nobody could.
func (s *searching) people(ctx context.Context) error {
	var asking sync.WaitGroup
	var mu sync.Mutex
	var reached int
	var problems []error
	for _, id := range s.whose.Peers {
		if id == s.node.network.ID() {
			continue // the own files have been searched
		}
		asking.Go(func() {
			err := s.node.network.SearchAt(ctx, id, s.whose.Everybody(), s.hit)
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				problems = append(problems, err)
				return
			}
			reached++
			s.tell(asTyped, network.SearchProgress{Report: search.Report{Reached: reached, Rounds: 1}})
		})
	}
	asking.Wait()
	s.tell(asTyped, network.SearchProgress{Report: search.Report{Reached: reached, Rounds: 1, Done: true}})
	if reached == 0 && ctx.Err() == nil {
		return explained(errors.Join(problems...))
	}
	return nil
}
