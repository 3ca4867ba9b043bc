package query

import (
	"slices"
	"strings"

	"hinny/share"
)

const (
	// MaxBytes bounds a query as it is typed, written and sent.
	MaxBytes = 512
	// MaxTerms bounds the words and phrases of a query, and so the work one
	// query can cause at a peer.
	MaxTerms = 16
	// MaxAtoms bounds the tokens all words of a query fall into. A query of
	// MaxBytes in Chinese, three bytes a character, stays below it; a query
	// made to be costly, "a1a1a1…", does not.
	MaxAtoms = 192
	// MaxFilters bounds each list of kinds or extensions.
	MaxFilters = 16
)

// Query is a parsed search. It is made by Parse and never changed: treat its
// slices as read only. The zero Query is empty.
type Query struct {
	Terms    []Term
	Kinds    []share.Kind // any of them; none: all
	NotKinds []share.Kind
	Exts     []string // any of them, lower case without a dot; none: all
	NotExts  []string
	Size     Range // bytes
	Date     Range // days since 1970-01-01 in UTC

	// What files say of themselves. A file that does not say matches none.
	Claims                           []Claim
	Duration, Bitrate, Width, Height Range // units as Measure says

	// Whose files: user IDs, or what the searcher calls them. That is the
	// searcher's own affair: Match does not know them, see From and Everybody.
	Peers    []string // any of them; none: everybody
	NotPeers []string
}

// Term is a word or a phrase.
type Term struct {
	Text    string // as it was typed
	Without bool   // must not be in the name
	Or      bool   // an alternative to the term before it: one of both is enough
	Prefix  bool   // Text may be the beginning of a longer word
	Atoms   []Atom // what Text means: these tokens at adjacent positions
}

// Atom is one token of a Term.
type Atom struct {
	Token  string
	Prefix bool // any token that begins so; only the last atom of a Term can
}

// Range is an interval of whole numbers with both ends in it. The zero Range
// is no limit at all.
type Range struct {
	Set      bool
	Min, Max int64
}

// Contains reports whether n lies in the range.
func (r Range) Contains(n int64) bool {
	return !r.Set || (r.Min <= n && n <= r.Max)
}

// intersect returns what lies in both ranges. It can be empty, Max
// below Min: "size:>2GB size:<1GB" is a query that nothing matches.
func (r Range) intersect(other Range) Range {
	if !r.Set {
		r = other
	}
	both := Range{Set: true, Min: max(r.Min, other.Min), Max: min(r.Max, other.Max)}
	if both.Max < both.Min {
		return Range{Set: true, Min: 1, Max: 0} // one form for "nothing"
	}
	return both
}

// IsEmpty reports whether the query asks for nothing, as white space or
// punctuation alone does. Match would accept every file.
func (q Query) IsEmpty() bool {
	return len(q.Terms) == 0 && len(q.Kinds) == 0 && len(q.NotKinds) == 0 &&
		len(q.Exts) == 0 && len(q.NotExts) == 0 && !q.Size.Set && !q.Date.Set && !q.asksSaid() && len(q.Peers) == 0
}

// asksSaid reports whether the query asks for what files say of themselves.
func (q Query) asksSaid() bool {
	return len(q.Claims) > 0 || q.Duration.Set || q.Bitrate.Set || q.Width.Set || q.Height.Set
}

// HasWords reports whether there are words to look for, by which names can be
// told better or worse.
func (q Query) HasWords() bool {
	return slices.ContainsFunc(q.Terms, func(t Term) bool { return !t.Without })
}

// Groups returns the terms in groups of alternatives: of each group, one must
// be in the name. A term that must not be in it is alone.
func (q Query) Groups() [][]Term {
	var groups [][]Term
	start := 0
	for i := range q.Terms {
		if i+1 == len(q.Terms) || !q.Terms[i+1].Or {
			groups = append(groups, q.Terms[start:i+1])
			start = i + 1
		}
	}
	return groups
}

// Needed returns the terms that every match has, in its name or in what it says
// of itself: those without alternatives.
func (q Query) Needed() []Term {
	var terms []Term
	for _, group := range q.Groups() {
		if len(group) == 1 && !group[0].Without {
			terms = append(terms, group[0])
		}
	}
	for _, c := range q.Claims {
		if !c.Term.Without {
			terms = append(terms, c.Term)
		}
	}
	return terms
}

// Required returns the tokens that everything matched by q has among its
// TokensOf, each once: what a digest or a DHT key can be asked for. Beginnings
// of words and single characters of unspaced scripts are not among them, so it
// can be empty for a query that is not.
func (q Query) Required() []string {
	var tokens []string
	for _, term := range q.Needed() {
		for _, atom := range term.Atoms {
			if !atom.Prefix && !slices.Contains(tokens, atom.Token) {
				tokens = append(tokens, atom.Token)
			}
		}
	}
	return tokens
}

// atomsOf says what a word or phrase means as tokens.
func atomsOf(text string, prefix bool) []Atom {
	var atoms []Atom
	all := runs(clean(text))
	for i, r := range all {
		last := i == len(all)-1
		if r.class != unspaced {
			atoms = append(atoms, Atom{Token: fold(string(r.text)), Prefix: prefix && last})
			continue
		}
		for _, token := range r.appendTo(nil, 0) {
			atoms = append(atoms, Atom{Token: token.Text})
		}
		if !last {
			continue
		}
		// The text may go on where the query ends: the last character alone
		// is then no token of the name, unless it is all there is.
		if len(r.text) > 1 {
			atoms = atoms[:len(atoms)-1]
		} else {
			atoms[len(atoms)-1].Prefix = true
		}
	}
	return atoms
}

// String writes the query so that Parse reads an equal one: filters first,
// then the words in their order.
func (q Query) String() string {
	var parts []string
	add := func(name string, values []string) {
		if len(values) > 0 {
			parts = append(parts, name+strings.Join(values, ","))
		}
	}
	add("type:", texts(q.Kinds))
	add("-type:", texts(q.NotKinds))
	add("ext:", q.Exts)
	add("-ext:", q.NotExts)
	add("size:", sizeText(q.Size))
	add("date:", dateText(q.Date))
	for _, m := range Measures() {
		add(string(m)+":", measureText(m, q.Span(m)))
	}
	for _, c := range q.Claims {
		parts = append(parts, c.write())
	}
	parts = append(parts, q.writePeers()...)
	for i, term := range q.Terms {
		if term.Or {
			parts = append(parts, orWord)
		}
		parts = append(parts, term.write(i == len(q.Terms)-1))
	}
	return strings.Join(parts, " ")
}

// write returns the term as it must stand in a query, last or not.
func (t Term) write(last bool) string {
	text := t.Text
	live := last && !t.Without // read as a beginning unless quoted
	switch {
	case t.Prefix && !live:
		text += "*"
	case !t.Prefix && (live || strings.ContainsRune(text, ' ') || isFilter(text) || text == orWord):
		text = `"` + text + `"`
	}
	if t.Without {
		return "-" + text
	}
	return text
}

func texts(kinds []share.Kind) []string {
	var all []string
	for _, kind := range kinds {
		all = append(all, string(kind))
	}
	return all
}
