package index

import (
	bleveq "github.com/blevesearch/bleve/v2/search/query"

	"hinny/index/query"
)

// translate says in bleve's words which files to look at. It may propose more
// than the query means, for query.Match decides, but never less. What must not
// be in a name is therefore left out here where bleve would say more.
func translate(q query.Query) bleveq.Query {
	var must, mustNot []bleveq.Query
	for _, term := range q.Terms {
		whole, rest := termQueries(term.Atoms)
		switch {
		case !term.Without:
			must = append(must, whole...)
			must = append(must, rest...)
		case len(whole)+len(rest) == 1:
			mustNot = append(mustNot, append(whole, rest...)...)
		}
	}
	must = append(must, anyOf(fieldKind, q.Kinds)...)
	mustNot = append(mustNot, anyOf(fieldKind, q.NotKinds)...)
	must = append(must, anyOf(fieldExt, q.Exts)...)
	mustNot = append(mustNot, anyOf(fieldExt, q.NotExts)...)
	if q.Size.Set {
		must = append(must, between(fieldSize, sizeStep(q.Size.Min), sizeStep(q.Size.Max)))
	}
	if q.Date.Set {
		must = append(must, between(fieldDate, dateStep(q.Date.Min), dateStep(q.Date.Max)))
	}
	if len(must) == 0 {
		must = append(must, bleveq.NewMatchAllQuery())
	}
	if len(must) == 1 && len(mustNot) == 0 {
		return must[0]
	}
	return bleveq.NewBooleanQuery(must, nil, mustNot)
}

// termQueries splits a term into the phrase of its whole tokens and the
// beginning at its end.
func termQueries(atoms []query.Atom) (whole, rest []bleveq.Query) {
	var tokens []string
	for _, atom := range atoms {
		if !atom.Prefix {
			tokens = append(tokens, atom.Token)
			continue
		}
		beginning := bleveq.NewPrefixQuery(atom.Token)
		beginning.SetField(fieldName)
		rest = append(rest, beginning)
	}
	switch len(tokens) {
	case 0:
	case 1:
		whole = append(whole, word(fieldName, tokens[0]))
	default:
		whole = append(whole, bleveq.NewPhraseQuery(tokens, fieldName))
	}
	return whole, rest
}

func word(field, value string) bleveq.Query {
	q := bleveq.NewTermQuery(value)
	q.SetField(field)
	return q
}

// anyOf returns one query for all values, or none where there are none.
func anyOf[T ~string](field string, values []T) []bleveq.Query {
	if len(values) == 0 {
		return nil
	}
	var alternatives []bleveq.Query
	for _, value := range values {
		alternatives = append(alternatives, word(field, string(value)))
	}
	return []bleveq.Query{bleveq.NewDisjunctionQuery(alternatives)}
}

func between(field, low, high string) bleveq.Query {
	inclusive := true
	q := bleveq.NewTermRangeInclusiveQuery(low, high, &inclusive, &inclusive)
	q.SetField(field)
	return q
}
