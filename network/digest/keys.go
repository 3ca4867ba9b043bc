package digest

import (
	"hash/fnv"
	"slices"
	"unicode/utf8"

	"hinny/index/query"
)

// Key stands for one token, or for the beginning of one. Two tokens share a
// key once in four thousand million: that costs a needless question.
type Key uint32

// beginnings returns the lengths, in characters, at which the beginning of a
// token has a key of its own. Shorter ones tell little apart.
func beginnings() []int { return []int{3, 5, 8} }

// Append appends the keys of a file, which may hold the same key twice.
func Append(keys []Key, t query.Thing) []Key {
	for _, token := range query.TokensOf(t) {
		keys = append(keys, keyOf('=', token))
		for _, n := range beginnings() {
			if start, ok := first(token, n); ok {
				keys = append(keys, keyOf('^', start))
			}
		}
	}
	return keys
}

// Wanted returns the keys that every file matched by q has, each once. It is
// empty for a query that digests cannot judge: it asks for kinds, sizes or
// short beginnings alone.
func Wanted(q query.Query) []Key {
	var keys []Key
	for _, term := range q.Needed() {
		for _, atom := range term.Atoms {
			if key, ok := wanted(atom); ok && !slices.Contains(keys, key) {
				keys = append(keys, key)
			}
		}
	}
	return keys
}

func wanted(atom query.Atom) (Key, bool) {
	if !atom.Prefix {
		return keyOf('=', atom.Token), true
	}
	lengths := beginnings()
	for _, n := range slices.Backward(lengths) {
		if start, ok := first(atom.Token, n); ok {
			return keyOf('^', start), true
		}
	}
	return 0, false
}

// first returns the first n characters of a token that has so many.
func first(token string, n int) (string, bool) {
	if len(token) < n {
		return "", false
	}
	at := 0
	for range n {
		if at >= len(token) {
			return "", false
		}
		_, size := utf8.DecodeRuneInString(token[at:])
		at += size
	}
	return token[:at], true
}

// keyOf hashes by FNV-1a, folded to 32 bits and mixed (the finalizer of
// MurmurHash3). It is part of the protocol: golden tests hold it.
func keyOf(kind byte, text string) Key {
	h := fnv.New64a()
	_, _ = h.Write([]byte{kind})
	_, _ = h.Write([]byte(text))
	sum := h.Sum64()
	x := uint32(sum) ^ uint32(sum>>32)
	x ^= x >> 16
	x *= 0x85ebca6b
	x ^= x >> 13
	x *= 0xc2b2ae35
	x ^= x >> 16
	return Key(x)
}
