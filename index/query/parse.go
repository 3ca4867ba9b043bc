package query

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Error says where a query cannot be understood and what to type instead.
type Error struct {
	Pos  int    // rune offset into the text given to Parse
	Text string // a sentence
}

func (e *Error) Error() string {
	return fmt.Sprintf("at character %d: %s", e.Pos+1, e.Text)
}

// Parse reads what a person typed or a peer sent. Every error is an *Error.
// Text with nothing to look for in it gives an empty Query, not an error.
func Parse(text string) (Query, error) {
	if len(text) > MaxBytes {
		return Query{}, tooLong(text)
	}
	p := parser{text: []rune(strings.ToValidUTF8(text, " ")), or: none}
	for p.skipSpace(); p.at < len(p.text); p.skipSpace() {
		if err := p.item(); err != nil {
			return Query{}, err
		}
	}
	if p.or != none {
		return Query{}, &Error{Pos: p.or, Text: orHelp}
	}
	// The written form can be longer than what was typed, and it is what is
	// sent: both keep the limit.
	if len(p.query.String()) > MaxBytes {
		return Query{}, tooLong(text)
	}
	return p.query, nil
}

func tooLong(text string) error {
	return &Error{
		Pos:  utf8.RuneCountInString(clip(text, MaxBytes)) - 1,
		Text: fmt.Sprintf("the search is longer than %d bytes; leave some words out", MaxBytes),
	}
}

// parser walks over the text once.
type parser struct {
	text  []rune
	at    int
	query Query
	atoms int  // in all terms so far
	or    int  // where the OR before the next word stands, or none
	joins bool // the last item was a word that an OR can follow
}

// none is where nothing stands.
const none = -1

// orWord makes the words around it alternatives. Only in capitals: in small
// letters it is a word.
const orWord = "OR"

const orHelp = `OR stands between two words or phrases, as in flac OR mp3; type "OR" in quotes to look for the word`

func (p *parser) skipSpace() {
	for p.at < len(p.text) && unicode.IsSpace(p.text[p.at]) {
		p.at++
	}
}

// item reads a word, a phrase or a filter, with or without a minus before it.
func (p *parser) item() error {
	start := p.at
	without := p.text[p.at] == '-'
	if without {
		p.at++
	}
	if p.at < len(p.text) && isQuote(p.text[p.at]) {
		phrase, err := p.phrase()
		if err != nil {
			return err
		}
		return p.term(start, Term{Text: phrase, Without: without})
	}
	word := p.word()
	if word == orWord && !without && p.at < len(p.text) {
		return p.alternative(start)
	}
	if isFilter(word) {
		if p.or != none {
			return &Error{Pos: start, Text: "OR joins words, not filters; for several kinds or extensions type a comma, as in ext:flac,mp3"}
		}
		p.joins = false
		return p.filter(start, word, without)
	}
	ended := p.onlyFiltersFollow()
	bare := strings.TrimRight(word, "*")
	prefix := bare != word || (ended && !without)
	return p.term(start, Term{Text: bare, Without: without, Prefix: prefix})
}

// alternative notes an OR, and that a word stands before it.
func (p *parser) alternative(start int) error {
	if p.or != none || !p.joins {
		return &Error{Pos: start, Text: orHelp}
	}
	p.or = start
	return nil
}

// onlyFiltersFollow reports whether the word just read is the last one: the
// text ends right after it, or goes on with filters and nothing else. A space
// and then nothing says that the word is finished.
func (p *parser) onlyFiltersFollow() bool {
	rest := string(p.text[p.at:])
	following := strings.Fields(rest)
	for _, word := range following {
		if !isFilter(strings.TrimPrefix(word, "-")) || strings.ContainsFunc(word, isQuote) {
			return false
		}
	}
	return rest == "" || len(following) > 0
}

// phrase reads from one quote to the next.
func (p *parser) phrase() (string, error) {
	open := p.at
	for p.at++; p.at < len(p.text); p.at++ {
		if isQuote(p.text[p.at]) {
			text := string(p.text[open+1 : p.at])
			p.at++
			return text, nil
		}
	}
	return "", &Error{Pos: open, Text: `the phrase is not closed; type another " where it ends`}
}

// word reads up to the next space or quote.
func (p *parser) word() string {
	start := p.at
	for p.at < len(p.text) && !unicode.IsSpace(p.text[p.at]) && !isQuote(p.text[p.at]) {
		p.at++
	}
	return string(p.text[start:p.at])
}

// term adds a word or phrase; one without letters and digits says nothing.
func (p *parser) term(start int, term Term) error {
	term.Text = strings.Trim(strings.Join(strings.Fields(term.Text), " "), punctuation)
	if isFilter(term.Text) {
		term.Prefix = false // "(type:x" is a word, and is written as a phrase
	}
	term.Atoms = atomsOf(term.Text, term.Prefix)
	if len(term.Atoms) == 0 {
		return nil
	}
	if err := p.room(start, len(term.Atoms)); err != nil {
		return err
	}
	if term.Or = p.or != none; term.Or && term.Without {
		return &Error{Pos: start, Text: "a word with a minus cannot be an alternative; leave out the minus or the OR"}
	}
	p.or, p.joins = none, !term.Without
	p.query.Terms = append(p.query.Terms, term)
	return nil
}

// room counts one more word of so many atoms, or says that there is no room.
func (p *parser) room(start, atoms int) error {
	if len(p.query.Terms)+len(p.query.Claims) == MaxTerms {
		return &Error{Pos: start, Text: fmt.Sprintf("a search has at most %d words; leave this one out", MaxTerms)}
	}
	if p.atoms += atoms; p.atoms > MaxAtoms {
		return &Error{Pos: start, Text: fmt.Sprintf("the words of this search fall into more than %d parts; type fewer or shorter words", MaxAtoms)}
	}
	return nil
}

// punctuation is what falls off both ends of a word: it separates anyway.
const punctuation = " !#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"

// isQuote accepts the straight quote and those that phones put in its place.
func isQuote(r rune) bool {
	switch r {
	case '"', '“', '”', '„', '＂':
		return true
	}
	return false
}
