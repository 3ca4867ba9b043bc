package query

import (
	"unicode"
	"unicode/utf8"
)

// Words shorter than minSpelled are taken as they are typed: too many others
// are one letter away. From twoSlips letters on, two slips are forgiven. What
// is longer than maxSpelled is no word.
const (
	minSpelled = 4
	twoSlips   = 8
	maxSpelled = 24
)

// Slips returns how many slips (a letter wrong, missing, too much, or swapped
// with its neighbour) are forgiven in a word: 0, 1 or 2. Numbers must be right,
// and so must what is no single word.
func Slips(word string) int {
	switch n := utf8.RuneCountInString(word); {
	case n < minSpelled || n > maxSpelled || classOf(firstRune(word)) != letter:
		return 0
	case n < twoSlips:
		return 1
	}
	return 2
}

func firstRune(word string) rune {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.ToLower(r)
}

// Respelled returns the query with, beside every word that may hold a slip, the
// words that like gives for it, as alternatives. changed reports whether there
// was any. Phrases, words with a minus and words that have alternatives already
// stay as they are.
func (q Query) Respelled(like func(word string, slips int) []string) (respelled Query, changed bool) {
	respelled = q
	respelled.Terms = nil
	for _, group := range q.Groups() {
		respelled.Terms = append(respelled.Terms, group...)
		term := group[0]
		if len(group) > 1 || term.Without || len(term.Atoms) != 1 {
			continue
		}
		word := term.Atoms[0].Token
		slips := Slips(word)
		if slips == 0 {
			continue
		}
		for _, other := range like(word, slips) {
			if other != word && len(respelled.Terms) < MaxTerms {
				respelled.Terms = append(respelled.Terms, Term{Text: other, Or: true, Atoms: []Atom{{Token: other}}})
				changed = true
			}
		}
	}
	return respelled, changed
}
