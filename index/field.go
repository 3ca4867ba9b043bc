package index

import (
	api "github.com/blevesearch/bleve_index_api"

	"hinny/index/query"
)

// document is a file as bleve takes it in. bleve has documents of its own, which
// are made of texts that analyzers cut up. Here the tokens are there already,
// and what is left is to put them where bleve looks for them: with far fewer
// allocations, which is what building an index mostly consists of.
type document struct {
	id     string
	fields [3]field
}

// field is one field of a document.
type field struct {
	name    string
	options api.FieldIndexingOptions
	value   []byte // only of fieldID, which is stored
	tokens  int
	terms   api.TokenFrequencies
}

// newDocument makes a document with a number and the tokens of fieldName.
func newDocument(id string, name []query.Token) *document {
	const usualWords = 16
	return &document{id: id, fields: [...]field{
		{name: fieldID, options: idOptions, value: []byte(id), tokens: 1, terms: api.TokenFrequencies{id: once()}},
		{name: fieldName, options: nameOptions, tokens: len(name), terms: placed(name)},
		{name: fieldWord, options: wordOptions, terms: make(api.TokenFrequencies, usualWords)},
	}}
}

// word adds a word to fieldWord, where it counts how often and where only as
// "here".
func (d *document) word(k kind, word string) {
	f := &d.fields[len(d.fields)-1]
	f.tokens++
	f.terms[k.of(word)] = &here
}

// here is what is noted of a word without frequency and places. Nobody changes
// it: bleve does so only where a document has two fields of one name.
var here api.TokenFreq

func once() *api.TokenFreq {
	f := &api.TokenFreq{}
	f.SetFrequency(1)
	return f
}

// placed notes where tokens stand. Offsets stay zero: nothing is highlighted,
// and zeros take least space.
func placed(tokens []query.Token) api.TokenFrequencies {
	terms := make(api.TokenFrequencies, len(tokens))
	notes := make([]api.TokenFreq, len(tokens))
	places, refs := make([]api.TokenLocation, len(tokens)), make([]*api.TokenLocation, len(tokens))
	for i, token := range tokens {
		places[i].Position = token.Position + 1
		note, known := terms[token.Text]
		if known {
			note.Locations = append(note.Locations, &places[i])
		} else {
			note, refs[i] = &notes[i], &places[i]
			note.Locations = refs[i : i+1 : i+1]
			terms[token.Text] = note
		}
		note.SetFrequency(note.Frequency() + 1)
	}
	return terms
}

// The rest of api.Document.

func (d *document) ID() string { return d.id }

func (d *document) VisitFields(visit api.FieldVisitor) {
	for i := range d.fields {
		visit(&d.fields[i])
	}
}

func (d *document) Size() int                                { return 0 } // for statistics only
func (d *document) VisitComposite(api.CompositeFieldVisitor) {}
func (d *document) HasComposite() bool                       { return false }
func (d *document) NumPlainTextBytes() uint64                { return 0 } // the same
func (d *document) AddIDField()                              {}           // it is there
func (d *document) StoredFieldsBytes() uint64                { return uint64(len(d.id)) }
func (d *document) Indexed() bool                            { return true }

// The methods of api.Field.

func (f *field) Name() string                                   { return f.name }
func (f *field) Value() []byte                                  { return f.value }
func (f *field) ArrayPositions() []uint64                       { return nil }
func (f *field) EncodedFieldType() byte                         { return 't' } // bleve's for a text
func (f *field) Analyze()                                       {}
func (f *field) Options() api.FieldIndexingOptions              { return f.options }
func (f *field) AnalyzedLength() int                            { return f.tokens }
func (f *field) AnalyzedTokenFrequencies() api.TokenFrequencies { return f.terms }
func (f *field) NumPlainTextBytes() uint64                      { return uint64(len(f.value)) }
