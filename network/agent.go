package network

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	// MaxDisplayName is how long a display name may be, in letters: it stands in
	// a column of a table.
	MaxDisplayName = 32
	// maxAgent bounds the program name a peer claims, in bytes.
	maxAgent = 64
	// maxIdentified bounds what is read of what a peer says of itself, in bytes:
	// a program and a name whose letters take four bytes each, three characters
	// for each byte.
	maxIdentified = maxAgent + len(nameMark) + MaxDisplayName*utf8.UTFMax*3
	// nameMark stands between the program and the display name.
	nameMark = " name="
)

// identified is what libp2p's identify tells others of us: the program, and the
// display name, percent-encoded because other programs show it as it is.
func identified(program, displayName string) string {
	if displayName = DisplayName(displayName); displayName != "" {
		return program + nameMark + url.PathEscape(displayName)
	}
	return program
}

// claims splits what a peer says of itself, made fit to be shown. Neither is
// proven.
func claims(text string) (program, displayName string) {
	text = text[:min(len(text), maxIdentified)]
	program, name, _ := strings.Cut(text, nameMark)
	if name, err := url.PathUnescape(name); err == nil {
		displayName = DisplayName(name)
	}
	return printable(program), displayName
}

// DisplayName returns what others would see of a name: its printable letters,
// MaxDisplayName at most, with single spaces between its words. Marks that turn
// the direction of writing or have no width are none.
func DisplayName(text string) string {
	var name strings.Builder
	count, gap := 0, false
	for _, r := range text {
		switch {
		case unicode.IsSpace(r):
			gap = count > 0
			continue
		case r == utf8.RuneError || !unicode.IsPrint(r):
			continue
		}
		if gap {
			count++
		}
		if count++; count > MaxDisplayName {
			break
		}
		if gap {
			name.WriteByte(' ')
		}
		name.WriteRune(r)
		gap = false
	}
	return name.String()
}

// printable makes foreign text fit for one line.
func printable(text string) string {
	text = text[:min(len(text), maxAgent)]
	clean := make([]rune, 0, len(text))
	for _, r := range text {
		if r >= ' ' && r <= '~' {
			clean = append(clean, r)
		}
	}
	return string(clean)
}
