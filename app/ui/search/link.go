package search

import "strings"

// linkScheme is how a share link begins.
const linkScheme = "magnet:?"

// IsLink reports whether a text is a share link rather than words to search.
func IsLink(text string) bool {
	text = strings.TrimSpace(text)
	return len(text) >= len(linkScheme) && strings.EqualFold(text[:len(linkScheme)], linkScheme) && strings.Contains(text, "blake3:")
}

func (v *View) submit(text string) {
	if !v.takeLink(text) {
		v.presenter.Search(text)
	}
}

// typed notices a pasted link at once.
func (v *View) typed(text string) { v.takeLink(text) }

func (v *View) takeLink(text string) bool {
	if !IsLink(text) || v.OnLink == nil {
		return false
	}
	v.field.SetText("")
	v.OnLink(strings.TrimSpace(text))
	return true
}
