package query

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// clean brings text into the one form that is cut into tokens: compatibility
// composed (NFKC), without accents on Latin and Greek letters, without
// characters nobody sees. Case stays, because CamelCase is told by it.
func clean(text string) string {
	if isASCII(text) {
		return text
	}
	var b strings.Builder
	b.Grow(len(text))
	base := rune(0) // the letter that following marks belong to
	for _, r := range norm.NFKD.String(text) {
		switch {
		case unicode.Is(unicode.Mn, r):
			if !dropsMark(base, r) {
				b.WriteRune(r)
			}
		case unicode.Is(unicode.Cf, r):
			// Soft hyphens and joiners are not seen, so they cannot be typed.
		default:
			base = r
			b.WriteString(plain(r))
		}
	}
	return norm.NFKC.String(b.String())
}

// dropsMark reports whether people leave the mark out when they type. They do
// over Latin and Greek, and over the Cyrillic е; in other scripts a mark makes
// another letter: и is not й, か is not が.
func dropsMark(base, mark rune) bool {
	const diaeresis = '\u0308'
	if mark == diaeresis && (base == 'е' || base == 'Е') {
		return true
	}
	return unicode.In(base, unicode.Latin, unicode.Greek)
}

// plain spells the Latin letters that Unicode does not decompose the way they
// are typed on a keyboard without them.
func plain(r rune) string {
	switch r {
	case 'ø':
		return "o"
	case 'Ø':
		return "O"
	case 'ł':
		return "l"
	case 'Ł':
		return "L"
	case 'đ', 'ð':
		return "d"
	case 'Đ', 'Ð':
		return "D"
	case 'ħ':
		return "h"
	case 'Ħ':
		return "H"
	case 'ŧ':
		return "t"
	case 'Ŧ':
		return "T"
	case 'ı':
		return "i"
	case 'æ':
		return "ae"
	case 'Æ':
		return "Ae"
	case 'œ':
		return "oe"
	case 'Œ':
		return "Oe"
	}
	return string(r)
}

// fold makes a token of a piece of clean text: lower case as Unicode folds it
// (ß becomes ss), at most MaxTokenRunes long.
func fold(piece string) string {
	if isASCII(piece) {
		piece = strings.ToLower(piece)
	} else {
		piece = norm.NFKC.String(cases.Fold().String(piece))
	}
	return clip(piece, MaxTokenRunes)
}

// clip returns the first most runes of text.
func clip(text string, most int) string {
	if len(text) <= most {
		return text
	}
	n := 0
	for at := range text {
		if n == most {
			return text[:at]
		}
		n++
	}
	return text
}

func isASCII(text string) bool {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
