package digest

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
)

// MaxKeys bounds an exact set: 100,000 keys are the names of some 30,000
// files, 400 KB at each of three hubs, and 25 MB at a hub full of such leaves.
// Who has more sends no set, and is asked like somebody of whom nothing is
// known.
const MaxKeys = 100_000

// PartKeys is how many keys one message holds at most: five bytes each at
// worst, it stays within a frame of 64 KiB.
const PartKeys = 12_000

// ErrMalformed marks bytes that no honest peer sends.
var ErrMalformed = errors.New("malformed digest")

// Set is a sorted list of different keys. It is never changed once made.
type Set []Key

// NewSet makes a set of keys in any order, which it keeps.
func NewSet(keys []Key) Set {
	slices.Sort(keys)
	return slices.Compact(keys)
}

// Has reports whether all keys are in the set.
func (s Set) Has(keys []Key) bool {
	for _, key := range keys {
		if _, ok := slices.BinarySearch(s, key); !ok {
			return false
		}
	}
	return true
}

// Without returns the keys of s that are not in other.
func (s Set) Without(other Set) Set {
	var out Set
	for _, key := range s {
		for len(other) > 0 && other[0] < key {
			other = other[1:]
		}
		if len(other) == 0 || other[0] != key {
			out = append(out, key)
		}
	}
	return out
}

// With returns the keys of both sets. More than MaxKeys are an error.
func (s Set) With(other Set) (Set, error) {
	out := make(Set, 0, len(s)+len(other))
	for len(s) > 0 || len(other) > 0 {
		switch {
		case len(other) == 0 || len(s) > 0 && s[0] < other[0]:
			out, s = append(out, s[0]), s[1:]
		case len(s) == 0 || other[0] < s[0]:
			out, other = append(out, other[0]), other[1:]
		default:
			out, s, other = append(out, s[0]), s[1:], other[1:]
		}
	}
	if len(out) > MaxKeys {
		return nil, fmt.Errorf("%w: %d keys", ErrMalformed, len(out))
	}
	return out, nil
}

// Encode writes the set as the differences between its keys, as varints: about
// 2.5 bytes a key for a set of 50,000.
func (s Set) Encode() []byte {
	var data []byte
	last := Key(0)
	for _, key := range s {
		data = binary.AppendUvarint(data, uint64(key-last))
		last = key
	}
	return data
}

// DecodeSet reads what Encode wrote, at most PartKeys keys.
func DecodeSet(data []byte) (Set, error) {
	var set Set
	last := uint64(0)
	for len(data) > 0 {
		step, n := binary.Uvarint(data)
		if n <= 0 || step > 1<<32-1 || len(set) > 0 && step == 0 {
			return nil, fmt.Errorf("%w: a key that cannot be read", ErrMalformed)
		}
		if last += step; last > 1<<32-1 || len(set) >= PartKeys {
			return nil, fmt.Errorf("%w: keys beyond the end or too many", ErrMalformed)
		}
		set, data = append(set, Key(last)), data[n:]
	}
	return set, nil
}
