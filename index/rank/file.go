package rank

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"hinny/index/query"
	"hinny/share"
)

// claim is what one peer says of a root.
type claim struct {
	name    string
	size    int64
	network string
	rate    share.RateClass
	saying  int // the place of what the file says in sayings; -1: nothing, or one too many
}

// saying is what the file says of itself, as some providers read it.
type saying struct {
	meta  share.Meta
	votes votes // of the providers that read it so
}

// shown is what a person sees of a result in one line of a table.
type shown struct {
	root      share.RootHash
	name      string
	size      int64
	meta      share.Meta
	providers int
	rate      share.RateClass
	own       bool
	score     float64
}

// file gathers what is said of one root.
type file struct {
	claims  map[string]claim          // by provider, without ourselves
	own     *claim                    // ours, nil where we do not have the file
	ownMeta share.Meta                // what our own file says of itself
	holders votes                     // of the claims
	names   map[string]votes          // of the providers that use it
	sizes   map[int64]votes           // of the providers that give it
	rates   map[share.RateClass]votes // of the providers that say one; nil: none does
	sayings []saying                  // in the order in which they came
	shown   shown
}

func newFile() *file {
	return &file{claims: map[string]claim{}, names: map[string]votes{}, sizes: map[int64]votes{}}
}

// said returns how many claims are remembered.
func (f *file) said() int {
	if f.own != nil {
		return len(f.claims) + 1
	}
	return len(f.claims)
}

// knows reports whether whoever gives the hit has spoken of this root before.
func (f *file) knows(hit Hit) bool {
	if hit.Own {
		return f.own != nil
	}
	_, known := f.claims[hit.Provider]
	return known
}

// add notes a hit and reports whether it says anything new. A provider that
// names a file twice, because it has it in two places, keeps the name that
// sorts first, so that the order of arrival does not matter.
func (f *file) add(hit Hit) bool {
	said := claim{hit.Name, hit.Size, hit.Network, hit.Rate, -1}
	if hit.Own {
		f.ownMeta = hit.Meta
		if f.own != nil && compareClaims(*f.own, said) <= 0 {
			return false
		}
		f.own = &said
		return true
	}
	before, known := f.claims[hit.Provider]
	if (known && compareClaims(before, said) <= 0) || (!known && len(f.claims) >= MaxProviders) {
		return false
	}
	if known {
		f.holders = f.holders.without(before.network)
		less(f.names, before.name, before.network)
		less(f.sizes, before.size, before.network)
		less(f.rates, before.rate, before.network)
		if before.saying >= 0 {
			s := &f.sayings[before.saying]
			s.votes = s.votes.without(before.network)
		}
	}
	f.holders = f.holders.with(said.network)
	said.saying = f.says(hit)
	f.claims[hit.Provider] = said
	// A root of too many names keeps the provider and forgets what it calls it.
	if _, used := f.names[said.name]; used || len(f.names) < MaxNames {
		f.names[said.name] = f.names[said.name].with(said.network)
	}
	f.sizes[said.size] = f.sizes[said.size].with(said.network)
	f.hasRate(said)
	return true
}

// says counts what one more provider read in the file and returns its place.
func (f *file) says(hit Hit) int {
	if hit.Meta.IsZero() {
		return -1
	}
	i := slices.IndexFunc(f.sayings, func(s saying) bool { return s.meta == hit.Meta })
	if i < 0 {
		if len(f.sayings) >= MaxSayings {
			return -1
		}
		i = len(f.sayings)
		f.sayings = append(f.sayings, saying{meta: hit.Meta})
	}
	f.sayings[i].votes = f.sayings[i].votes.with(hit.Network)
	return i
}

// meta returns what our own file says, or what most providers read in theirs.
// The content is the same everywhere: who reads something else has another
// version of the program, or lies.
func (f *file) meta() (most share.Meta) {
	if f.own != nil && !f.ownMeta.IsZero() {
		return f.ownMeta
	}
	count := 0
	for _, s := range f.sayings {
		n := s.votes.count()
		if n > count || n == count && count > 0 && compareMetas(s.meta, most) < 0 {
			most, count = s.meta, n
		}
	}
	return most
}

// compareMetas orders what files say, so that the order of arrival does not
// decide between equals.
func compareMetas(a, b share.Meta) int {
	return cmp.Or(
		cmp.Compare(a.Title, b.Title), cmp.Compare(a.Artist, b.Artist), cmp.Compare(a.Album, b.Album),
		cmp.Compare(a.Duration, b.Duration), cmp.Compare(a.Bitrate, b.Bitrate),
		cmp.Compare(a.Width, b.Width), cmp.Compare(a.Height, b.Height),
	)
}

func compareClaims(a, b claim) int {
	return cmp.Or(cmp.Compare(a.name, b.name), cmp.Compare(a.size, b.size))
}

// decide settles what is shown.
func (f *file) decide(root share.RootHash, fit func(query.Thing) float64) {
	s := shown{root: root, providers: len(f.claims), own: f.own != nil, meta: f.meta(), rate: f.rate()}
	if f.own != nil {
		s.name, s.size = f.own.name, f.own.size
	} else {
		s.name, s.size = mostUsed(f.names)[0], mostUsed(f.sizes)[0]
	}
	holders := f.holders.count()
	if s.own {
		holders++
	}
	s.score = fit(query.Thing{Name: s.name, Size: s.size, Meta: s.meta}) * math.Log2(1+float64(holders)) * rateWeight(s.rate)
	f.shown = s
}

// result writes a Result that shares nothing with the file.
func (f *file) result() Result {
	names := mostUsed(f.names)
	if f.own != nil && !slices.Contains(names, f.own.name) {
		names = slices.Insert(names, 0, f.own.name)
	}
	return Result{
		Root: f.shown.root, Name: f.shown.name, Names: names, Size: f.shown.size,
		Meta: f.shown.meta, Providers: slices.Sorted(maps.Keys(f.claims)), Rate: f.shown.rate, Own: f.shown.own, Score: f.shown.score,
	}
}
