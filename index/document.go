package index

import (
	"encoding/binary"
	"fmt"
	"math/bits"
	"strconv"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/document"
	api "github.com/blevesearch/bleve_index_api"

	"hinny/index/query"
	"hinny/share"
)

// The fields of a document.
const (
	fieldName = "n" // tokens of share.File.Rel, and of what the file says of itself
	fieldOwn  = "o" // tokens of its last element, the file's own name
	fieldLong = "l" // lengthStep of that name
	fieldExt  = "e"
	fieldKind = "k"
	fieldSize = "s" // sizeStep
	fieldDate = "d" // dateStep
)

// Nothing is stored and nothing is kept by column (BenchmarkQuery prints the
// bytes a file takes). Only whole names need positions.
const (
	nameOptions = api.IndexField | api.IncludeTermVectors
	wordOptions = api.IndexField | api.SkipFreqNorm
)

// thingAnalyzer takes the tokens that queries are made of from a file. Offsets
// stay zero: nothing is highlighted, and zeros take least space.
type thingAnalyzer query.Thing

func (a thingAnalyzer) Analyze([]byte) analysis.TokenStream {
	tokens := query.PositionsOf(query.Thing(a))
	stream := make(analysis.TokenStream, len(tokens))
	for i, token := range tokens {
		stream[i] = &analysis.Token{Term: []byte(token.Text), Position: token.Position + 1}
	}
	return stream
}

// setAnalyzer takes tokens that are there already; where they stood is not
// kept.
type setAnalyzer []query.Token

func (a setAnalyzer) Analyze([]byte) analysis.TokenStream {
	stream := make(analysis.TokenStream, len(a))
	for i, token := range a {
		stream[i] = &analysis.Token{Term: []byte(token.Text), Position: 1}
	}
	return stream
}

// wordAnalyzer takes a value as it is.
type wordAnalyzer struct{}

func (wordAnalyzer) Analyze(text []byte) analysis.TokenStream {
	return analysis.TokenStream{{Term: text, Position: 1}}
}

// documentOf says what is indexed of a file.
func documentOf(f share.File) *document.Document {
	doc := document.NewDocument(documentID(f.ID))
	doc.AddField(document.NewTextFieldCustom(fieldName, nil, nil, nameOptions, thingAnalyzer(query.ThingOf(f))))
	own := query.Positions(f.Name())
	doc.AddField(document.NewTextFieldCustom(fieldOwn, nil, nil, wordOptions, setAnalyzer(own)))
	word := func(field, value string) {
		doc.AddField(document.NewTextFieldCustom(field, nil, []byte(value), wordOptions, wordAnalyzer{}))
	}
	if ext := share.Extension(f.Rel); ext != "" {
		word(fieldExt, ext)
	}
	word(fieldKind, string(f.Kind()))
	word(fieldLong, lengthStep(own))
	word(fieldSize, sizeStep(f.Size))
	word(fieldDate, dateStep(query.Day(f.ModTime)))
	for _, m := range query.Measures() { // most files say nothing and take nothing
		if n := m.Of(f.Meta); n > 0 {
			word(fieldOf(m), sizeStep(n))
		}
	}
	return doc
}

// fieldOf returns the field of a measure, whose values are in steps as sizes are.
func fieldOf(m query.Measure) string { return "m" + string(m) }

// documentID writes a file's number as bleve keeps it.
func documentID(id uint64) string {
	return string(binary.BigEndian.AppendUint64(nil, id))
}

// fileID is the inverse of documentID.
func fileID(id string) (uint64, error) {
	if len(id) != 8 {
		return 0, fmt.Errorf("%w: %q is no number of a file", errDamaged, id)
	}
	return binary.BigEndian.Uint64([]byte(id)), nil
}

// lengths are the steps in which the words of a name are counted: a step is
// named by the most words in it, and the last has no end.
func lengths() []int { return []int{2, 3, 4, 5, 6, 8, 11} }

// lengthStep gives the number of words in a name, in steps.
func lengthStep(own []query.Token) string {
	words := 0
	if len(own) > 0 {
		words = own[len(own)-1].Position + 1
	}
	for _, most := range lengths() {
		if words <= most {
			return strconv.Itoa(most)
		}
	}
	return longest
}

// longest is the lengthStep of names with more words than all lengths.
const longest = "+"

// sizeStep gives the size in quarters of powers of two, as text that sorts like
// the number: one term for each file where an exact number takes sixteen.
// query.Match decides on the exact size.
func sizeStep(size int64) string {
	n := uint64(max(size, 0))
	length := bits.Len64(n)
	quarter := n >> max(length-3, 0) & 3
	return fmt.Sprintf("%02d%d", length, quarter)
}

// dateStep gives a day in steps of 64 days, as text that sorts like the number.
func dateStep(day int64) string {
	const (
		daysInStep = 64
		offset     = 50_000_000 // steps; eight million years either way
	)
	step := min(max(day, -offset*daysInStep), (offset-1)*daysInStep) >> 6 // rounds down, also before 1970
	return fmt.Sprintf("%08d", step+offset)
}

// fill puts changes into a batch.
func fill(batch *bleve.Batch, changes []share.Change) error {
	for _, change := range changes {
		if change.Removed {
			batch.Delete(documentID(change.File.ID))
			continue
		}
		if err := batch.IndexAdvanced(documentOf(change.File)); err != nil {
			return fmt.Errorf("index %s: %w", change.File.Rel, err)
		}
	}
	return nil
}
