package query

import (
	"errors"
	"strings"
	"testing"
)

func TestAQueryMayNameThePeersWhoseFilesAreMeant(t *testing.T) {
	for text, want := range map[string]struct{ from, not []string }{
		"bach":                        {from: []string{"anna", "x"}},
		"bach peer:anna":              {from: []string{"anna"}, not: []string{"x", "Anna"}},
		"peer:anna,ben":               {from: []string{"anna", "ben"}, not: []string{"x"}},
		`peer:"anna b" peer:x bach`:   {from: []string{"anna b", "x"}, not: []string{"anna", "b"}},
		`-peer:anna,"" bach`:          {}, // refused, below
		`bach -peer:anna -PEER:"b c"`: {from: []string{"x"}, not: []string{"anna", "b c"}},
		`peer:"a, b" bach`:            {from: []string{"a, b"}, not: []string{"a", "b"}},
	} {
		q, err := Parse(text)
		if want.from == nil {
			if _, ok := errors.AsType[*Error](err); !ok {
				t.Errorf("%q gives %v", text, err)
			}
			continue
		}
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		checkRoundTrip(t, text)
		for _, peer := range want.from {
			if !q.From(peer) {
				t.Errorf("%q is not asked of %q", text, peer)
			}
		}
		for _, peer := range want.not {
			if q.From(peer) {
				t.Errorf("%q is asked of %q", text, peer)
			}
		}
		if q.IsEmpty() {
			t.Errorf("%q asks for nothing", text)
		}
	}
	if !mustParse(t, "-peer:anna").IsEmpty() {
		t.Error("whom to leave out is something to look for")
	}
}

// TestOthersDoNotLearnWhoseFilesAreMeant: that is between the searcher and them.
func TestOthersDoNotLearnWhoseFilesAreMeant(t *testing.T) {
	q := mustParse(t, `bach air peer:anna -peer:"b c" type:audio`)
	if sent := q.Everybody().String(); strings.Contains(sent, "peer") || sent != mustParse(t, "type:audio bach air ").String() {
		t.Errorf("%q is sent", sent)
	}
	if len(q.Peers) != 1 {
		t.Error("the query itself has changed")
	}
}

func TestNamesBecomeIDs(t *testing.T) {
	q := mustParse(t, "bach peer:anna -peer:ben")
	named, err := q.Named(func(name string) (string, error) { return strings.ToUpper(name), nil })
	if err != nil || !named.From("ANNA") || named.From("BEN") || named.From("anna") || !q.From("anna") {
		t.Errorf("%+v, %v", named, err)
	}
	unknown := errors.New("unknown")
	if _, err := q.Named(func(string) (string, error) { return "", unknown }); !errors.Is(err, unknown) {
		t.Errorf("got %v", err)
	}
}

func TestAMissingOrOneTooManyPeerIsSaid(t *testing.T) {
	for _, text := range []string{"bach peer:", `peer:"" bach`, "peer:anna,,ben", "peer:" + strings.Repeat("a,", 3), "peer:" + letters(MaxFilters+1)} {
		if _, err := Parse(text); err == nil || !strings.Contains(err.Error(), "peer") {
			t.Errorf("%q gives %v", text, err)
		}
		checkRoundTrip(t, text)
	}
}

// letters are n one-letter names between commas.
func letters(n int) string {
	names := make([]string, n)
	for i := range names {
		names[i] = string(rune('a' + i))
	}
	return strings.Join(names, ",")
}
