package words

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxName bounds what of a foreign name is shown, in bytes: more than any file
// system allows, so that no honest name is cut.
const maxName = 1024

// Name makes a foreign name fit to be shown: control characters, line breaks
// and the marks that turn the direction of writing become U+FFFD, so that a
// name can neither move the cursor, nor break a line, nor make "exe.txt" of
// "txt.exe". It is for the eye only; share/safename makes names for the disk.
func Name(name string) string {
	if len(name) > maxName {
		cut := maxName
		for cut > 0 && !utf8.RuneStart(name[cut]) {
			cut--
		}
		name = name[:cut] + "…"
	}
	return strings.Map(func(r rune) rune {
		if hidden(r) {
			return utf8.RuneError
		}
		return r
	}, strings.ToValidUTF8(name, string(utf8.RuneError)))
}

// Called returns the name that the person gave a peer, or in quotation marks what
// the peer calls itself, which anybody may claim; empty where there is neither.
func Called(given, displayName string) string {
	if given == "" && displayName != "" {
		return "“" + Name(displayName) + "”"
	}
	return Name(given)
}

// hidden reports whether a character acts on the text around it instead of
// being seen: controls, separators of lines and paragraphs, direction marks.
// The joiners U+200C and U+200D stay: Persian, Indic scripts and emoji need
// them.
func hidden(r rune) bool {
	switch {
	case unicode.IsControl(r), r == '\u2028', r == '\u2029':
		return true
	case r == '\u200e', r == '\u200f', r == '\u061c':
		return true
	}
	return r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069' || r == '\ufeff'
}

// Short returns the end of a long peer ID, "…q3K9xZ2a", for narrow columns.
// The beginning of a peer ID is the same for all of them.
func Short(peer string) string {
	const tail = 8
	if len(peer) <= tail+1 {
		return peer
	}
	return "…" + peer[len(peer)-tail:]
}
