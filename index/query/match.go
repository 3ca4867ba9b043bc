package query

import (
	"slices"
	"strings"
	"time"

	"hinny/share"
)

const secondsPerDay = 24 * 60 * 60

// Match reports whether a file answers the query.
func (q Query) Match(t Thing) bool {
	if !q.accepts(t) {
		return false
	}
	return len(q.Terms) == 0 || q.matches(PositionsOf(t))
}

// accepts applies the filters.
func (q Query) accepts(t Thing) bool {
	if !q.Size.Contains(t.Size) || (q.Date.Set && !q.Date.Contains(Day(t.Mod))) || (q.asksSaid() && !q.believes(t.Meta)) {
		return false
	}
	name := t.Name
	if ext := share.Extension(name); slices.Contains(q.NotExts, ext) || (len(q.Exts) > 0 && !slices.Contains(q.Exts, ext)) {
		return false
	}
	if kind := share.KindOf(name); slices.Contains(q.NotKinds, kind) || (len(q.Kinds) > 0 && !slices.Contains(q.Kinds, kind)) {
		return false
	}
	return true
}

// matches applies the words.
func (q Query) matches(tokens []Token) bool {
	for i := 0; i < len(q.Terms); i++ {
		met := q.Terms[i].in(tokens) != q.Terms[i].Without
		for ; i+1 < len(q.Terms) && q.Terms[i+1].Or; i++ {
			met = met || q.Terms[i+1].in(tokens)
		}
		if !met {
			return false
		}
	}
	return true
}

// Day returns the day of a moment as Query.Date counts days.
func Day(t time.Time) int64 {
	seconds := t.Unix()
	day := seconds / secondsPerDay
	if seconds%secondsPerDay < 0 {
		day--
	}
	return day
}

// in reports whether the atoms of the term stand side by side somewhere.
func (t Term) in(tokens []Token) bool {
	for i := range tokens {
		if t.startsAt(tokens[i:]) {
			return true
		}
	}
	return false
}

// startsAt reports whether the atoms of the term stand side by side from the
// position of the first token. Tokens come in the order of their positions.
func (t Term) startsAt(tokens []Token) bool {
	position := tokens[0].Position
	for i, atom := range t.Atoms {
		found := false
		for len(tokens) > 0 && tokens[0].Position <= position+i {
			found = found || (tokens[0].Position == position+i && atom.matches(tokens[0].Text))
			tokens = tokens[1:]
		}
		if !found {
			return false
		}
	}
	return true
}

func (a Atom) matches(token string) bool {
	if a.Prefix {
		return strings.HasPrefix(token, a.Token)
	}
	return token == a.Token
}
