package index

import (
	"encoding/binary"
	"fmt"
	"math/bits"
	"strconv"

	api "github.com/blevesearch/bleve_index_api"

	"hinny/index/query"
	"hinny/share"
)

// The fields of a document. That of its number has the name that bleve gives it.
const (
	fieldID   = "_id"
	fieldName = "n" // tokens of share.File.Rel, and of what the file says of itself
	fieldWord = "w" // all else, as words that begin with what they are: see kind
)

// kind tells apart what lies in fieldWord: a word there is its kind and what it
// says. Fields of their own would cost a third more time to build.
type kind string

const (
	kindOwn  kind = "o" // a token of the file's own name, the last element of Rel
	kindLong kind = "l" // lengthStep of that name
	kindExt  kind = "e"
	kindKind kind = "k"
	kindSize kind = "s" // sizeStep
	kindDate kind = "d" // dateStep
)

// of returns a word of a kind.
func (k kind) of(word string) string { return string(k) + word }

// all does so for many.
func (k kind) all(words []string) []string {
	of := make([]string, len(words))
	for i, word := range words {
		of[i] = k.of(word)
	}
	return of
}

// Nothing is stored but the number and nothing is kept by column
// (BenchmarkQuery prints the bytes a file takes). Only whole names need
// positions.
const (
	idOptions   = api.IndexField | api.StoreField
	nameOptions = api.IndexField | api.IncludeTermVectors
	wordOptions = api.IndexField | api.SkipFreqNorm
)

// documentOf says what is indexed of a file.
func documentOf(f share.File) *document {
	d := newDocument(documentID(f.ID), query.PositionsOf(query.ThingOf(f)))
	own := query.Positions(f.Name())
	for _, token := range own {
		d.word(kindOwn, token.Text)
	}
	if ext := share.Extension(f.Rel); ext != "" {
		d.word(kindExt, ext)
	}
	d.word(kindKind, string(f.Kind()))
	d.word(kindLong, lengthStep(own))
	d.word(kindSize, sizeStep(f.Size))
	d.word(kindDate, dateStep(query.Day(f.ModTime)))
	for _, m := range query.Measures() { // most files say nothing and take nothing
		if n := m.Of(f.Meta); n > 0 {
			d.word(kindOf(m), sizeStep(n))
		}
	}
	return d
}

// kindOf returns the kind of a measure, whose values are in steps as sizes are.
func kindOf(m query.Measure) kind { return kind("m" + string(m) + ":") }

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

// batchOf writes changes as a batch.
func batchOf(changes []share.Change) *api.Batch {
	batch := api.NewBatch()
	for _, change := range changes {
		if change.Removed {
			batch.Delete(documentID(change.File.ID))
		} else {
			batch.Update(documentOf(change.File))
		}
	}
	return batch
}
