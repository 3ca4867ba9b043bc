package node

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"hinny/app/api"
	"hinny/index/query"
	"hinny/index/rank"
	"hinny/network"
)

// fewResults is what a person takes for too few, and wonders about the spelling.
const fewResults = 5

// The two ways of asking the network: the query as it was typed, and the
// respelled one.
const (
	asTyped = iota
	respelled
)

// network asks the other peers until ctx ends, and further with each of more.
// Where few answer, it also asks for words that are spelled alike.
func (s *searching) network(ctx context.Context, q query.Query, more <-chan struct{}) error {
	var again sync.WaitGroup
	defer again.Wait() // it ends with ctx, or with the network
	once := sync.OnceFunc(func() {
		like, changed := s.respell(q)
		if !changed {
			return
		}
		s.listen()
		again.Go(func() {
			if err := s.ask(ctx, like, respelled, network.SearchEvents{}); err != nil && ctx.Err() == nil {
				s.node.log.Warn("the network could not be asked for another spelling", "query", like.String(), "error", err)
			}
		})
	})
	return s.ask(ctx, q, asTyped, network.SearchEvents{More: more, Progress: func(p network.SearchProgress) {
		if p.Done && s.few() {
			once()
		}
	}})
}

// ask asks the network in one of the two ways.
func (s *searching) ask(ctx context.Context, q query.Query, way int, events network.SearchEvents) error {
	first := events.Progress
	events.Found = s.hit
	events.Progress = func(p network.SearchProgress) {
		if first != nil {
			first(p)
		}
		s.tell(way, p)
	}
	report, err := s.node.network.SearchWith(ctx, q, events)
	s.tell(way, report)
	if err != nil && ctx.Err() == nil {
		return told(api.CodeFailed, fmt.Errorf("ask the network: %w", err))
	}
	s.node.log.Debug("a search has ended", "query", q.String(), "report", report)
	return nil
}

// hit takes what a peer of the network has.
func (s *searching) hit(hit network.Hit) {
	s.add(rank.Hit{Root: hit.Root, Name: hit.Name, Size: hit.Size, Meta: hit.Meta, Rate: hit.Rate, Provider: hit.Provider, Network: hit.Network})
}

// few reports whether so little was found that the words may be misspelled.
func (s *searching) few() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.merger.Len() < fewResults
}

// respell adds to q the words that are spelled alike, as far as they are in own
// files or were heard of, and has names that fit them score.
func (s *searching) respell(q query.Query) (like query.Query, changed bool) {
	like, changed = q.Respelled(func(word string, slips int) []string {
		own, err := s.node.index.Alike(word, slips)
		if err != nil {
			s.node.log.Warn("own files do not help with the spelling", "query", q.String(), "error", err)
		}
		heard := s.node.heard.Like(word, slips)
		heard = slices.DeleteFunc(heard, func(w string) bool { return slices.Contains(own, w) })
		return append(heard, own...)
	})
	if changed {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.merger.Also(like)
		s.also = like
	}
	return like, changed
}

// tell says how far the search went, if anybody wants to know.
func (s *searching) tell(way int, p network.SearchProgress) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.far[way] = api.SearchProgress{Reached: p.Reached, Rounds: p.Rounds, Words: p.Words, Done: p.Done}
	if s.progress != nil && !s.ended {
		s.progress(s.reach())
	}
}

// reach returns how far both ways went. Those who are asked in one are mostly
// asked in the other, too. Callers hold s.mu.
func (s *searching) reach() api.SearchProgress {
	typed, also := s.far[asTyped], s.far[respelled]
	if s.also.IsEmpty() {
		return typed
	}
	return api.SearchProgress{
		Reached: max(typed.Reached, also.Reached), Rounds: typed.Rounds + also.Rounds, Words: typed.Words + also.Words,
		Done: typed.Done && also.Done, Also: s.also.String(),
	}
}
