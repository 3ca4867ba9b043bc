package link

import (
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"

	"hinny/share"
)

const (
	// MaxBytes is the longest link that is read or written: what any chat,
	// command line and clipboard carries in one piece.
	MaxBytes = 4 << 10
	// MaxPeers bounds how many strangers one link can make us dial.
	MaxPeers = 16
	// maxName is the most of a name that a link carries, in bytes. The file's
	// longest name in a folder has 255.
	maxName = 255

	scheme     = "magnet:?"
	topicStart = "urn:blake3:"
	// typeKey and typeCollection mark the link of a collection.
	typeKey        = "x.type"
	typeCollection = "collection"
)

var (
	// ErrBadLink marks text that is no link of ours.
	ErrBadLink = errors.New("not a Hinny link")
	// ErrForeign marks, besides, a magnet link of other networks alone.
	ErrForeign = errors.New("a link of another network")
)

// Link is a file as people pass it on.
type Link struct {
	Root  share.RootHash
	Size  int64    // bytes as the link claims; -1 if it does not say
	Name  string   // as the link says, not cleaned; may be empty
	Peers []string // full multiaddrs, not checked
	// Collection says that the file is the list of a collection, and that what
	// it lists is meant.
	Collection bool
}

// Parse reads a link. Parameters may come in any order and unknown ones are
// ignored. The error wraps ErrBadLink and says what is wrong.
func Parse(text string) (Link, error) {
	text = strings.TrimSpace(text)
	if len(text) > MaxBytes {
		return Link{}, fmt.Errorf("%w: it has %d bytes, the limit is %d", ErrBadLink, len(text), MaxBytes)
	}
	if len(text) < len(scheme) || !strings.EqualFold(text[:len(scheme)], scheme) {
		return Link{}, fmt.Errorf("%w: it does not begin with %q", ErrBadLink, scheme)
	}
	values, err := url.ParseQuery(text[len(scheme):])
	if err != nil {
		return Link{}, fmt.Errorf("%w: %w", ErrBadLink, err)
	}
	l := Link{
		Name:       strings.ToValidUTF8(values.Get("dn"), "_"),
		Collection: strings.EqualFold(values.Get(typeKey), typeCollection),
	}
	if l.Root, err = parseRoot(values["xt"]); err != nil {
		return Link{}, err
	}
	if l.Size, err = parseSize(values["xl"]); err != nil {
		return Link{}, err
	}
	if l.Peers, err = parsePeers(values["x.pe"]); err != nil {
		return Link{}, err
	}
	return l, nil
}

// parseRoot picks our topic among those of other networks.
func parseRoot(topics []string) (share.RootHash, error) {
	var found share.RootHash
	for _, topic := range topics {
		if len(topic) < len(topicStart) || !strings.EqualFold(topic[:len(topicStart)], topicStart) {
			continue
		}
		root, err := share.ParseRootHash(topic[len(topicStart):])
		switch {
		case err != nil:
			return share.RootHash{}, fmt.Errorf("%w: %w", ErrBadLink, err)
		case root.IsZero():
			return share.RootHash{}, fmt.Errorf("%w: its hash is all zeros", ErrBadLink)
		case !found.IsZero() && found != root:
			return share.RootHash{}, fmt.Errorf("%w: it names two files", ErrBadLink)
		}
		found = root
	}
	if found.IsZero() && len(topics) > 0 {
		return share.RootHash{}, fmt.Errorf("%w but %w: it has no xt=%s…; links of other networks do not work here", ErrBadLink, ErrForeign, topicStart)
	}
	if found.IsZero() {
		return share.RootHash{}, fmt.Errorf("%w: it has no xt=%s…", ErrBadLink, topicStart)
	}
	return found, nil
}

func parseSize(values []string) (int64, error) {
	if len(values) == 0 || values[0] == "" {
		return -1, nil
	}
	size, err := strconv.ParseInt(values[0], 10, 64)
	if err != nil {
		return 0, fmt.Errorf("%w: its size xl=%.40q is no number", ErrBadLink, values[0])
	}
	if err := share.CheckSize(size); err != nil {
		return 0, fmt.Errorf("%w: %w", ErrBadLink, err)
	}
	return size, nil
}

func parsePeers(values []string) ([]string, error) {
	if len(values) > MaxPeers {
		return nil, fmt.Errorf("%w: it names %d peers, the limit is %d", ErrBadLink, len(values), MaxPeers)
	}
	var peers []string
	for _, peer := range values {
		if peer == "" || !utf8.ValidString(peer) {
			return nil, fmt.Errorf("%w: one of its peers x.pe is empty or no text", ErrBadLink)
		}
		peers = append(peers, peer)
	}
	return peers, nil
}

// String writes the link. A name is cut to 255 bytes, and peers beyond the
// sixteenth, or beyond the length a link may have, are left out.
func (l Link) String() string {
	var b strings.Builder
	b.WriteString(scheme + "xt=" + topicStart + l.Root.String())
	if l.Size >= 0 {
		fmt.Fprintf(&b, "&xl=%d", l.Size)
	}
	if l.Name != "" {
		b.WriteString("&dn=" + escape(cut(l.Name, maxName)))
	}
	if l.Collection {
		b.WriteString("&" + typeKey + "=" + typeCollection)
	}
	for i, peer := range l.Peers {
		field := "&x.pe=" + escape(peer)
		if i == MaxPeers || b.Len()+len(field) > MaxBytes {
			break
		}
		b.WriteString(field)
	}
	return b.String()
}

// escape writes a space as %20, since not every program reads "+" as one, and
// leaves the separators of addresses readable, as a query may.
func escape(text string) string {
	return strings.NewReplacer("+", "%20", "%2F", "/", "%3A", ":").Replace(url.QueryEscape(text))
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
