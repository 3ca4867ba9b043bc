package rank

// MaxEchoers bounds the peers that Trust remembers; the next takes the place of
// any one of them. At some 100 bytes each that is 1 MB.
const MaxEchoers = 10_000

// Trust remembers the peers that answer what nobody can have: now and then
// somebody searches for a word that was made up for it (a canary), and whoever
// offers a file for it offers one for every search. Hits are signed by their
// providers, so nobody can be made to look so by others. It has one owner; the
// zero Trust is ready.
type Trust struct {
	echoers map[string]bool
}

// Echoed notes that a provider answered a canary, and reports whether that is
// news.
func (t *Trust) Echoed(provider string) (news bool) {
	if t.echoers == nil {
		t.echoers = map[string]bool{}
	}
	if t.echoers[provider] {
		return false
	}
	if len(t.echoers) >= MaxEchoers {
		for other := range t.echoers {
			delete(t.echoers, other)
			break
		}
	}
	t.echoers[provider] = true
	return true
}

// Doubts reports whether a provider answers everything. A nil Trust doubts
// nobody.
func (t *Trust) Doubts(provider string) bool { return t != nil && t.echoers[provider] }
