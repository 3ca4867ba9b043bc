package query

import (
	"slices"
	"strings"
)

// Shares of what makes a match good; they add up to 1. Where the words stand
// says most: "air" is rather a file of that name than one in such a folder.
const (
	shareOwnName = 0.35 // words found in the name itself, not in its folders
	shareOrder   = 0.25 // words side by side in the order they were typed
	shareWhole   = 0.2  // words found whole, not as beginnings
	shareCover   = 0.2  // how much of the name the words are
)

// Score says how well a name, and what the file says of itself, fit the words of
// the query, from 0 to 1; 0 is for what they do not match. A query without words
// fits everything alike. Words that only the file says, and not its name, count
// less: whoever made the name knew what is in it, too.
func (q Query) Score(t Thing) float64 {
	tokens, name := t.tokens()
	if !q.matches(tokens) {
		return 0
	}
	return q.score(t.Name, name, tokens)
}

// Judge is Match and Score at once, for less than both.
func (q Query) Judge(t Thing) (score float64, matches bool) {
	if !q.accepts(t) {
		return 0, false
	}
	if !q.HasWords() {
		return 1, len(q.Terms) == 0 || q.matches(PositionsOf(t))
	}
	tokens, name := t.tokens()
	if !q.matches(tokens) {
		return 0, false
	}
	return q.score(t.Name, name, tokens), true
}

// score scores what matches: a name, its tokens, and all tokens.
func (q Query) score(name string, ofName, tokens []Token) float64 {
	own, words := ownTokens(name, ofName)
	var all Term // the words as one phrase
	wanted, inOwn, whole := 0, 0, 0
	for _, group := range q.Groups() {
		term := group[0]
		if term.Without {
			continue
		}
		if at := slices.IndexFunc(group, func(t Term) bool { return t.in(tokens) }); at >= 0 {
			term = group[at]
		}
		wanted++
		all.Atoms = append(all.Atoms, term.Atoms...)
		if term.in(own) {
			inOwn++
		}
		if term.whole().in(tokens) {
			whole++
		}
	}
	if wanted == 0 {
		return 1
	}
	score := shareOwnName*ratio(inOwn, wanted) + shareWhole*ratio(whole, wanted)
	if all.in(tokens) {
		score += shareOrder
	}
	if words > 0 {
		score += shareCover * ratio(len(all.Atoms), max(words, len(all.Atoms)))
	}
	return score
}

// ownTokens returns the tokens of the last element of a name that was cut into
// tokens, and how many places they take.
func ownTokens(name string, tokens []Token) (own []Token, places int) {
	slash := strings.LastIndexByte(name, '/')
	first := 0 // the place where the last element begins
	switch {
	case slash < 0:
	case isASCII(name):
		first = asciiPlaces(name[:slash])
	default:
		tokens = Positions(name[slash+1:])
	}
	at := slices.IndexFunc(tokens, func(t Token) bool { return t.Position >= first })
	if at < 0 {
		return nil, 0
	}
	return tokens[at:], tokens[len(tokens)-1].Position + 1 - first
}

// whole returns the term without the leave to be a beginning.
func (t Term) whole() Term {
	atoms := make([]Atom, len(t.Atoms))
	for i, atom := range t.Atoms {
		atoms[i] = Atom{Token: atom.Token}
	}
	return Term{Atoms: atoms}
}

func ratio(part, all int) float64 { return float64(part) / float64(all) }
