package query

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"hinny/share"
)

// isFilter reports whether a word is meant as a filter. Other words with a
// colon, such as "re:zero", are words.
func isFilter(word string) bool {
	name, _, ok := strings.Cut(word, ":")
	name = strings.ToLower(name)
	return ok && (slices.Contains([]string{"type", "ext", "size", "date", peerFilter}, name) ||
		slices.Contains(fields(), Field(name)) || slices.Contains(Measures(), Measure(name)))
}

// filter reads a word that isFilter.
func (p *parser) filter(start int, word string, without bool) error {
	name, value, _ := strings.Cut(word, ":")
	name = strings.ToLower(name)
	pos := p.at - utf8.RuneCountInString(value)
	isField := slices.Contains(fields(), Field(name))
	quoted := (isField || name == peerFilter) && value == "" && p.at < len(p.text) && isQuote(p.text[p.at])
	if quoted {
		phrase, err := p.phrase()
		if err != nil {
			return err
		}
		value = phrase
	}
	if isField {
		return p.claim(start, Field(name), value, quoted, without)
	}
	var err error
	switch name {
	case peerFilter:
		err = p.peers(value, quoted, without)
	case "type":
		err = p.kinds(value, without)
	case "ext":
		err = p.exts(value, without)
	default:
		if without {
			return &Error{Pos: start, Text: fmt.Sprintf("%s: takes no minus; turn the comparison round, as in %s", name, example(name))}
		}
		err = p.ranged(name, value)
	}
	if err != nil {
		return &Error{Pos: pos, Text: err.Error()}
	}
	return nil
}

func example(name string) string {
	switch name {
	case "size":
		return "size:<10MB"
	case "date":
		return "date:<2024-01-31"
	case "duration":
		return "duration:<10m"
	case "bitrate":
		return "bitrate:<320"
	}
	return name + ":<1920"
}

func (p *parser) kinds(value string, without bool) error {
	list := &p.query.Kinds
	if without {
		list = &p.query.NotKinds
	}
	for item := range strings.SplitSeq(strings.ToLower(value), ",") {
		kind, ok := kindOf(item)
		if !ok {
			return fmt.Errorf("%q is no type; type one of %s", item, strings.Join(texts(share.Kinds()), ", "))
		}
		if !slices.Contains(*list, kind) {
			*list = append(*list, kind)
		}
	}
	return nil
}

// kindOf knows every kind by its name and by what else people call it.
func kindOf(word string) (share.Kind, bool) {
	if kind := share.Kind(word); slices.Contains(share.Kinds(), kind) {
		return kind, true
	}
	switch word {
	case "music", "song", "songs", "sound", "audios":
		return share.KindAudio, true
	case "videos", "movie", "movies", "film", "films", "clip":
		return share.KindVideo, true
	case "images", "picture", "pictures", "pic", "pics", "photo", "photos":
		return share.KindImage, true
	case "documents", "doc", "docs", "book", "books", "ebook", "text":
		return share.KindDocument, true
	case "archives", "zip", "compressed", "disc", "disk":
		return share.KindArchive, true
	case "programs", "app", "apps", "application", "software":
		return share.KindProgram, true
	case "others":
		return share.KindOther, true
	}
	return "", false
}

func (p *parser) exts(value string, without bool) error {
	list := &p.query.Exts
	if without {
		list = &p.query.NotExts
	}
	for item := range strings.SplitSeq(value, ",") {
		ext := strings.TrimPrefix(strings.ToLower(item), ".")
		switch {
		case ext == "":
			return fmt.Errorf("an extension is missing; type one as in ext:flac")
		case share.Extension("x."+ext) != ext:
			return fmt.Errorf("%q is no extension; type only what stands after the last dot, as in ext:gz", item)
		}
		if slices.Contains(*list, ext) {
			continue
		}
		if len(*list) == MaxFilters {
			return fmt.Errorf("a search has at most %d extensions; leave some out", MaxFilters)
		}
		*list = append(*list, ext)
	}
	return nil
}

func (p *parser) ranged(name, value string) error {
	var target *Range
	var read func(string) (Range, error)
	switch name {
	case "size":
		target, read = &p.query.Size, readSize
	case "date":
		target, read = &p.query.Date, readDate
	default:
		target, read = p.query.span(Measure(name)), readMeasure(Measure(name))
	}
	span, err := readRange(value, read)
	if err != nil {
		return err
	}
	*target = target.intersect(span)
	return nil
}
