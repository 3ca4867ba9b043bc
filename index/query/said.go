package query

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"hinny/share"
)

// Thing is what a query is asked about: a file here, or what a peer says of one.
type Thing struct {
	Name string     // share.File.Rel, or the last part of it where no more is known
	Size int64      // bytes
	Mod  time.Time  // zero where it is not known
	Meta share.Meta // what the file says of itself
}

// ThingOf returns what a query is asked about of a file.
func ThingOf(f share.File) Thing {
	return Thing{Name: f.Rel, Size: f.Size, Mod: f.ModTime, Meta: f.Meta}
}

// Field is a text in which a Term can be looked for alone.
type Field string

// The fields.
const (
	FieldArtist Field = "artist"
	FieldAlbum  Field = "album"
	FieldTitle  Field = "title"
)

// fields returns all of them in the order in which they are written.
func fields() []Field { return []Field{FieldArtist, FieldAlbum, FieldTitle} }

// in returns a field of what a file says.
func (f Field) in(m share.Meta) string {
	switch f {
	case FieldArtist:
		return m.Artist
	case FieldAlbum:
		return m.Album
	case FieldTitle:
		return m.Title
	}
	return ""
}

// Claim is a word or phrase that has to be in a field, or must not be there.
type Claim struct {
	Field Field
	Term  Term
}

// Measure is a number that files say of themselves.
type Measure string

// The measures and their units.
const (
	MeasureDuration Measure = "duration" // seconds
	MeasureBitrate  Measure = "bitrate"  // kilobits per second
	MeasureWidth    Measure = "width"    // pixels
	MeasureHeight   Measure = "height"   // pixels
)

// Measures returns all measures in the order in which they are written.
func Measures() []Measure {
	return []Measure{MeasureDuration, MeasureBitrate, MeasureWidth, MeasureHeight}
}

// Of returns a measure of what a file says, rounded down; 0: it does not say.
func (m Measure) Of(said share.Meta) int64 {
	switch m {
	case MeasureDuration:
		return int64(said.Duration / time.Second)
	case MeasureBitrate:
		return said.Bitrate / 1000
	case MeasureWidth:
		return int64(said.Width)
	case MeasureHeight:
		return int64(said.Height)
	}
	return 0
}

// Span returns the numbers of a measure that a query asks for.
func (q Query) Span(m Measure) Range {
	switch m {
	case MeasureDuration:
		return q.Duration
	case MeasureBitrate:
		return q.Bitrate
	case MeasureWidth:
		return q.Width
	case MeasureHeight:
		return q.Height
	}
	return Range{}
}

func (q *Query) span(m Measure) *Range {
	switch m {
	case MeasureDuration:
		return &q.Duration
	case MeasureBitrate:
		return &q.Bitrate
	case MeasureWidth:
		return &q.Width
	}
	return &q.Height
}

// believes reports whether what a file says is what the query asks for. One that
// does not say has no measure that could be.
func (q Query) believes(m share.Meta) bool {
	for _, measure := range Measures() {
		if span := q.Span(measure); span.Set {
			if n := measure.Of(m); n == 0 || !span.Contains(n) {
				return false
			}
		}
	}
	for _, c := range q.Claims {
		if c.Term.in(Positions(c.Field.in(m))) == c.Term.Without {
			return false
		}
	}
	return true
}

// tokens returns the tokens of all texts of a thing: first of its name, and then,
// each at a distance that no phrase reaches over, of what it says of itself.
func (t Thing) tokens() (all []Token, name []Token) {
	const distance = 2
	name = Positions(t.Name)
	if all = name; t.Meta.Artist+t.Meta.Album+t.Meta.Title == "" {
		return all, name
	}
	all = slices.Clone(name)
	for _, f := range fields() {
		text := f.in(t.Meta)
		if text == "" {
			continue
		}
		from := 0
		if len(all) > 0 {
			from = all[len(all)-1].Position + distance
		}
		for _, token := range Positions(text) {
			all = append(all, Token{Text: token.Text, Position: token.Position + from})
		}
	}
	return all, name
}

// PositionsOf returns the tokens by which a thing is found and where they stand.
func PositionsOf(t Thing) []Token {
	all, _ := t.tokens()
	return all
}

// TokensOf returns the words by which a thing is found, in order, each once.
func TokensOf(t Thing) []string {
	words := Tokens(t.Name)
	for _, f := range fields() {
		for _, word := range Tokens(f.in(t.Meta)) {
			if !slices.Contains(words, word) {
				words = append(words, word)
			}
		}
	}
	return words
}

// claim reads artist:, album: or title: and a word or phrase.
func (p *parser) claim(start int, field Field, text string, quoted, without bool) error {
	bare := text
	if !quoted {
		bare = strings.TrimRight(text, "*")
	}
	term := Term{Text: strings.Trim(strings.Join(strings.Fields(bare), " "), punctuation), Without: without, Prefix: bare != text}
	term.Atoms = atomsOf(term.Text, term.Prefix)
	if len(term.Atoms) == 0 {
		return &Error{Pos: p.at - len([]rune(text)), Text: fmt.Sprintf(`a word is missing; type one as in %s:bach or %[1]s:"johann bach"`, field)}
	}
	if err := p.room(start, len(term.Atoms)); err != nil {
		return err
	}
	p.query.Claims = append(p.query.Claims, Claim{field, term})
	return nil
}

// write returns the claim as it must stand in a query.
func (c Claim) write() string {
	text := c.Term.Text
	if c.Term.Prefix {
		text += "*"
	} else {
		text = `"` + text + `"`
	}
	text = string(c.Field) + ":" + text
	if c.Term.Without {
		return "-" + text
	}
	return text
}

// readMeasure returns what reads one value of a measure.
func readMeasure(m Measure) func(text string) (Range, error) {
	switch m {
	case MeasureDuration:
		return readDuration
	case MeasureBitrate:
		return readBitrate
	}
	return readPixels
}

func exactly(n int64) Range { return Range{Set: true, Min: n, Max: n} }

// readDuration reads 90, 90s, 1h30m, 3:45 or 1:02:03.
func readDuration(text string) (Range, error) {
	bad := fmt.Errorf("%q is no duration; type it as in duration:>10m, duration:3:45 or duration:1h..2h", text)
	const most = int64(share.MaxDuration / time.Second)
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		if n < 0 || n > most {
			return Range{}, bad
		}
		return exactly(n), nil
	}
	if d, err := time.ParseDuration(strings.ToLower(text)); err == nil {
		if d < 0 || d > share.MaxDuration {
			return Range{}, bad
		}
		return exactly(int64(d / time.Second)), nil
	}
	var seconds int64
	parts := strings.Split(text, ":")
	if len(parts) > 3 {
		return Range{}, bad
	}
	for i, part := range parts {
		n, err := strconv.ParseUint(part, 10, 16)
		if err != nil || i > 0 && n >= 60 {
			return Range{}, bad
		}
		seconds = seconds*60 + int64(n)
	}
	if seconds > most {
		return Range{}, bad
	}
	return exactly(seconds), nil
}

// readBitrate reads 320, 320k, 320kbps or 1.5M.
func readBitrate(text string) (Range, error) {
	bad := fmt.Errorf("%q is no bit rate; type kilobits a second, as in bitrate:>=320 or bitrate:>5M", text)
	lower := strings.ToLower(text)
	by := 1.0
	for _, u := range []struct {
		name string
		by   float64
	}{{"mbps", 1000}, {"kbps", 1}, {"m", 1000}, {"k", 1}} {
		if number, ok := strings.CutSuffix(lower, u.name); ok {
			lower, by = number, u.by
			break
		}
	}
	n, err := strconv.ParseFloat(lower, 64)
	if err != nil || strings.Trim(lower, "0123456789.") != "" || n*by > share.MaxBitrate/1000 {
		return Range{}, bad
	}
	return exactly(int64(n * by)), nil
}

func readPixels(text string) (Range, error) {
	n, err := strconv.ParseUint(strings.TrimSuffix(strings.ToLower(text), "px"), 10, 32)
	if err != nil || n > share.MaxPixels {
		return Range{}, fmt.Errorf("%q is no number of pixels; type it as in width:>=1920 or height:720", text)
	}
	return exactly(int64(n)), nil
}

// measureText writes what is asked of a measure.
func measureText(m Measure, r Range) []string {
	unit := map[Measure]string{MeasureDuration: "s", MeasureBitrate: "k"}[m]
	return rangeText(r, func(n int64) string { return strconv.FormatInt(min(max(n, 0), math.MaxInt32), 10) + unit })
}
