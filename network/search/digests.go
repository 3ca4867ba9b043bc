package search

import (
	"context"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"hinny/index/query"
	"hinny/network/digest"
	"hinny/network/flood"
)

// When digests are made and sent.
const (
	// digestEvery is how often a digest is sent while the library or the
	// leaves keep changing; digestBurst changes go out at once after a quiet
	// time, so that a file just dropped is found in seconds.
	digestEvery = 30 * time.Second
	digestBurst = 4
	// digestDelay gathers what changes together.
	digestDelay = 500 * time.Millisecond
	// namesPause is how long reading the names of the library rests, in times
	// of what it took: it costs at most a twentieth of one processor.
	namesPause = 20
)

// Names lists what a peer shares, for its digest.
type Names interface {
	// Names calls each with the name of every file, its folders in front, and
	// what it says of itself.
	Names(ctx context.Context, each func(query.Thing)) error
	// Changed returns a channel that is closed at the next change.
	Changed() <-chan struct{}
}

// told is how much of our digest a neighbour knows.
type told struct {
	keys   digest.Set     // as a leaf we told it these
	filter *digest.Filter // as a hub we told it this
}

// heard is what a neighbour told of itself.
type heard struct {
	keys     digest.Set // of a leaf
	complete bool       // keys were sent
	filter   *digest.Filter
}

// digests is what we tell and believe. Its fields are the loop's.
type digests struct {
	own      digest.Set
	ready    bool           // own holds the whole library
	filter   *digest.Filter // of ourselves and our leaves, as last made
	stale    bool           // something changed since
	making   bool           // a task makes the next filter
	due      time.Duration  // when it is made
	bucket   flood.Bucket
	question flood.ID // the query that wanted belongs to
	wanted   []digest.Key
}

// readNames keeps our own keys up to date until ctx ends.
func (s *Service) readNames(ctx context.Context) {
	for {
		changed := s.names.Changed() // before reading, so that nothing falls in between
		began := time.Now()
		keys, err := gather(ctx, s.names)
		switch {
		case ctx.Err() != nil:
			return
		case err != nil:
			s.log.Warn("the names of the library cannot be read for its digest; peers ask us more than they need", "err", err)
		default:
			s.post(func() { s.ownKeys(keys) })
		}
		select {
		case <-ctx.Done():
			return
		case <-changed:
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(digestDelay + namesPause*time.Since(began)):
		}
	}
}

// gather reads the library and returns its keys; nil when they are too many to
// be told, and then no further than it takes to know.
func gather(ctx context.Context, names Names) (digest.Set, error) {
	const slack = 4 // times as many keys, each perhaps more than once, before they are sorted
	reading, stop := context.WithCancel(ctx)
	defer stop()
	keys := make([]digest.Key, 0, 1024)
	many := false
	err := names.Names(reading, func(t query.Thing) {
		if many {
			return
		}
		if keys = digest.Append(keys, t); len(keys) > slack*digest.MaxKeys {
			keys = digest.NewSet(keys)
			if many = len(keys) > digest.MaxKeys; many {
				stop()
			}
		}
	})
	if many {
		return nil, ctx.Err()
	}
	set := digest.NewSet(keys)
	if len(set) > digest.MaxKeys {
		return nil, err
	}
	return set, err
}

// ownKeys takes the keys of the library; nil: they are too many.
func (s *Service) ownKeys(keys digest.Set) {
	d := &s.digests
	d.own, d.ready, d.stale = keys, keys != nil, true
}

// tellDigest brings the neighbours up to date, when there is something to tell
// and not too often.
func (s *Service) tellDigest(now time.Duration) {
	d := &s.digests
	if !d.stale || d.making || !d.ready || now < d.due {
		return
	}
	if !d.bucket.Take(now, 1/digestEvery.Seconds(), digestBurst) {
		d.due = now + digestEvery/digestBurst
		return
	}
	d.due, d.stale = now+digestDelay, false
	if s.overlay.Role() == flood.Leaf {
		for _, l := range s.links {
			s.introduce(l)
		}
		return
	}
	sets := []digest.Set{d.own}
	for _, l := range s.links {
		if l.role == flood.Leaf && l.heard.complete {
			sets = append(sets, l.heard.keys)
		}
	}
	old := d.filter
	d.making = true
	s.tasks.Go(func() { // a hub full of leaves has millions of keys
		filter := merge(sets)
		patch := filter.PatchFrom(old)
		s.post(func() {
			d.making = false
			s.spread(old, filter, patch)
		})
	})
}

func merge(sets []digest.Set) *digest.Filter {
	keys := 0
	for _, set := range sets {
		keys += len(set)
	}
	filter := digest.NewFilter(keys)
	for _, set := range sets {
		for _, key := range set {
			filter.Add(key)
		}
	}
	return filter
}

// spread sends the new filter to the hubs: what changed to those that know the
// old one, all of it to the others.
func (s *Service) spread(old, filter *digest.Filter, patch digest.Patch) {
	s.digests.filter = filter
	same := old != nil && old.Equal(filter)
	for _, l := range s.links {
		switch {
		case !l.established || l.role == flood.Leaf:
		case old != nil && l.told.filter == old:
			l.told.filter = filter
			if !same {
				sendFilter(l, patch)
			}
		default:
			s.introduce(l)
		}
	}
}

// introduce tells a hub what it does not know of our digest yet.
func (s *Service) introduce(l *link) {
	d := &s.digests
	if !l.established || l.role == flood.Leaf || !d.ready {
		return
	}
	if s.overlay.Role() == flood.Leaf {
		sendKeys(l, d.own)
		return
	}
	if d.filter == nil {
		d.stale = true
		return
	}
	if l.told.filter != d.filter {
		l.told.filter = d.filter
		sendFilter(l, d.filter.PatchFrom(nil))
	}
}

// believe says what is known of a neighbour and a query.
func (s *Service) believe(p peer.ID, q flood.Query) flood.Belief {
	l, d := s.links[p], &s.digests
	if l == nil {
		return flood.Unknown
	}
	if d.question != q.ID || d.wanted == nil {
		d.question, d.wanted = q.ID, []digest.Key{}
		if parsed, err := query.Parse(q.Text); err == nil {
			d.wanted = append(d.wanted, digest.Wanted(parsed)...)
		}
	}
	has := false
	switch {
	case len(d.wanted) == 0:
		return flood.Unknown
	case l.role == flood.Leaf && l.heard.complete:
		has = l.heard.keys.Has(d.wanted)
	case l.role == flood.Hub && l.heard.filter != nil:
		has = l.heard.filter.Has(d.wanted)
	default:
		return flood.Unknown
	}
	if has {
		return flood.Maybe
	}
	return flood.No
}
