package safename

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

const (
	// MaxBytes is the longest name Clean returns. File systems allow 255 bytes;
	// the rest is room for a number or a suffix.
	MaxBytes = 240
	// maxExtension is the longest extension, with its dot, that a cut keeps.
	maxExtension = 20
	// maxInput bounds the work on a hostile name; nobody needs more.
	maxInput = 16 << 10
	// unnamed is the name of what has none.
	unnamed = "unnamed"
	// maxPasses bounds the search for a stable form: cutting can uncover white
	// space, and dropping can let letters combine.
	maxPasses = 8
)

// Clean returns one safe path element for any name. It is idempotent and never
// returns an empty string, "." or "..".
func Clean(name string) string {
	if len(name) > maxInput {
		name = shorten(name, maxInput)
	}
	for range maxPasses {
		next := pass(name)
		if next == name {
			return name
		}
		name = next
	}
	return unnamed
}

// Numbered returns the n-th variant of a clean name, for when the name is
// taken: "a.txt", 2 gives "a (2).txt". The result is clean too.
func Numbered(name string, n int) string {
	stem, extension := split(name)
	suffix := fmt.Sprintf(" (%d)%s", n, extension)
	return Clean(cut(stem, MaxBytes-len(suffix)) + suffix)
}

func pass(name string) string {
	name = strings.ToValidUTF8(name, "_")
	name = norm.NFC.String(strings.Map(replace, name))
	name = trim(name)
	if len(name) > MaxBytes {
		name = trim(shorten(name, MaxBytes))
	}
	if name == "" {
		return unnamed
	}
	if isDevice(name) {
		return "_" + name
	}
	return name
}

// trim drops what Windows would drop at the end, and white space in front.
func trim(name string) string {
	name = strings.TrimLeftFunc(name, unicode.IsSpace)
	return strings.TrimRightFunc(name, func(r rune) bool { return r == '.' || unicode.IsSpace(r) })
}

// replace decides about one rune; a negative result drops it.
func replace(r rune) rune {
	switch {
	case strings.ContainsRune(`/\:*?<>|`, r):
		return '_'
	case r == '"':
		return '\''
	case unicode.IsControl(r), isInvisible(r):
		return -1
	}
	return r
}

// isInvisible tells the characters that make a name look like another one: the
// list of libtorrent (torrent_info.cpp), and the line separators.
func isInvisible(r rune) bool {
	return r == 0x061C || r >= 0x200B && r <= 0x200F || r >= 0x2028 && r <= 0x202E ||
		r >= 0x2060 && r <= 0x2064 || r >= 0x2066 && r <= 0x2069 || r == 0xFEFF
}

// isDevice tells the names that Windows takes for devices, whatever follows
// the first dot: "nul.txt.jpg" is the null device.
func isDevice(name string) bool {
	stem, _, _ := strings.Cut(name, ".")
	stem = strings.ToUpper(strings.TrimRightFunc(stem, unicode.IsSpace))
	switch stem {
	case "CON", "PRN", "AUX", "NUL", "CLOCK$", "CONIN$", "CONOUT$":
		return true
	}
	port, ok := strings.CutPrefix(stem, "COM")
	if !ok {
		port, ok = strings.CutPrefix(stem, "LPT")
	}
	return ok && utf8.RuneCountInString(port) == 1 && strings.Contains("0123456789¹²³", port)
}

// split separates a name from its extension; a dot in front starts a hidden
// name, and a long tail is no extension.
func split(name string) (stem, extension string) {
	dot := strings.LastIndexByte(name, '.')
	if dot <= 0 || len(name)-dot > maxExtension {
		return name, ""
	}
	return name[:dot], name[dot:]
}

// shorten cuts a name to at most so many bytes and keeps its extension.
func shorten(name string, most int) string {
	stem, extension := split(name)
	return cut(stem, most-len(extension)) + extension
}

// cut returns at most so many bytes of text, ending between two runes.
func cut(text string, most int) string {
	if len(text) <= most {
		return text
	}
	for most > 0 && !utf8.RuneStart(text[most]) {
		most--
	}
	return text[:most]
}
