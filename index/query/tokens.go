package query

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	// MaxTokenRunes is the length of the longest token; what is longer is cut,
	// in names and in queries alike. No word is longer; keys and sums are.
	MaxTokenRunes = 64
	// MaxPositions is how many token positions of one text count. A path of
	// 4,096 bytes of ordinary words has fewer.
	MaxPositions = 1024
)

// Token is one word of a text and its place: tokens of the same position are
// forms of the same word, adjacent words have adjacent positions.
type Token struct {
	Text     string
	Position int // from 0
}

// Tokens cuts text into the words it is found by, in order, each once. It is
// the one tokenizer: the index, digests of what a peer shares and keys in the
// DHT are all made of these tokens.
func Tokens(text string) []string {
	placed := Positions(text)
	tokens := make([]string, 0, len(placed))
	seen := make(map[string]bool, len(placed))
	for _, token := range placed {
		if !seen[token.Text] {
			seen[token.Text] = true
			tokens = append(tokens, token.Text)
		}
	}
	return tokens
}

// Positions cuts text into tokens as Tokens does, but keeps repetitions and
// says where each stands.
func Positions(text string) []Token {
	if isASCII(text) {
		return asciiPositions(text)
	}
	return positions(text)
}

// positions does it for every text.
func positions(text string) []Token {
	var tokens []Token
	position := 0
	for _, run := range runs(clean(text)) {
		if position+run.width() > MaxPositions {
			break
		}
		tokens = run.appendTo(tokens, position)
		position += run.width()
	}
	return tokens
}

// asciiPositions does the same for the texts most names are, at a tenth of the
// cost: nothing is composed or folded, and tokens share the memory of one text.
func asciiPositions(text string) []Token {
	const usual = 24 // tokens in a name
	tokens := make([]Token, 0, usual)
	lower := strings.ToLower(text)
	position := 0
	for at, end := 0, 0; at < len(text) && position < MaxPositions; at = end {
		c, inside := classOf(rune(text[at])), false
		for end = at + 1; end < len(text) && classOf(rune(text[end])) == c; end++ {
			inside = inside || text[end] != lower[end]
		}
		if c == separator {
			continue
		}
		var parts []string
		if inside {
			parts = camelParts([]rune(text[at:end]))
		}
		tokens = appendWord(tokens, clip(lower[at:end], MaxTokenRunes), parts, position)
		position++
	}
	return tokens
}

// asciiPlaces returns how many places the tokens of a text take.
func asciiPlaces(text string) (places int) {
	last := separator
	for at := range len(text) {
		c := classOf(rune(text[at]))
		if c != last && c != separator {
			places++
		}
		last = c
	}
	return places
}

// class says how characters stick together.
type class int

const (
	separator class = iota
	letter          // words of scripts with spaces
	digit
	unspaced // scripts without spaces
	mark     // belongs to what it follows
)

func classOf(r rune) class {
	switch {
	case r < utf8.RuneSelf:
		switch {
		case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z':
			return letter
		case '0' <= r && r <= '9':
			return digit
		}
		return separator
	case isUnspaced(r):
		return unspaced
	case unicode.IsLetter(r):
		return letter
	case unicode.IsNumber(r):
		return digit
	case unicode.IsMark(r):
		return mark
	}
	return separator
}

// isUnspaced reports whether r belongs to a script whose words are not told
// apart by spaces. Korean has spaces, but glues its particles to the words.
func isUnspaced(r rune) bool {
	const prolonged = 'ー' // Japanese, though Unicode counts it to no script
	return r == prolonged || ((unicode.IsLetter(r) || unicode.IsMark(r)) && unicode.In(r,
		unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Bopomofo,
		unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar))
}

// run is a stretch of clean text of one class.
type run struct {
	class class
	text  []rune
}

// runs cuts clean text where the class changes.
func runs(text string) []run {
	var all []run
	var current run
	flush := func() {
		if current.class != separator {
			all = append(all, current)
		}
		current = run{}
	}
	for _, r := range text {
		c := classOf(r)
		if c == mark {
			// Scripts without spaces count their own marks as characters;
			// others' marks say nothing there.
			if current.class == letter || current.class == digit {
				current.text = append(current.text, r)
			}
			continue
		}
		if c != current.class {
			flush()
			current.class = c
		}
		if c != separator {
			current.text = append(current.text, r)
		}
	}
	flush()
	return all
}

// width is how many positions the run takes.
func (r run) width() int {
	if r.class == unspaced {
		return len(r.text)
	}
	return 1
}

// appendTo adds the tokens a name with this run is found by.
func (r run) appendTo(tokens []Token, position int) []Token {
	if r.class == unspaced {
		for i := range r.text {
			pair := r.text[i:min(i+2, len(r.text))]
			tokens = append(tokens, Token{fold(string(pair)), position + i})
		}
		return tokens
	}
	return appendWord(tokens, fold(string(r.text)), camelParts(r.text), position)
}

// appendWord adds a word and, at the same place, the parts of it.
func appendWord(tokens []Token, whole string, parts []string, position int) []Token {
	tokens = append(tokens, Token{whole, position})
	for _, part := range parts {
		if part != whole && !slices.Contains(tokens[len(tokens)-1:], Token{part, position}) {
			tokens = append(tokens, Token{part, position})
		}
	}
	return tokens
}

// camelParts returns the parts of a word in CamelCase, folded: "HTTPServer" is
// http and server. Parts of one letter ("iPhone") are left out: nobody looks
// for them.
func camelParts(word []rune) []string {
	var parts []string
	start := 0
	cut := func(end int) {
		if end-start > 1 {
			parts = append(parts, fold(string(word[start:end])))
		}
		start = end
	}
	for i := 1; i < len(word); i++ {
		upper := unicode.IsUpper(word[i])
		afterLower := unicode.IsLower(word[i-1])
		beforeLower := i+1 < len(word) && unicode.IsLower(word[i+1])
		if upper && (afterLower || beforeLower) {
			cut(i)
		}
	}
	if start == 0 {
		return nil
	}
	cut(len(word))
	return parts
}
