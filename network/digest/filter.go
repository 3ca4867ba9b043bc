package digest

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"fmt"
	"io"
	"math/bits"
)

// A filter has a power of two of bits, at least bitsPerKey for each key within
// these bounds. With probes of 7 a filter of 10 bits a key says "perhaps" to 1
// in 120 absent keys; the largest, of 256 KiB, holds 200,000 keys so well, and
// three times as many at 1 in 4.
const (
	minLog     = 10
	maxLog     = 21
	bitsPerKey = 10
	probes     = 7
)

// MaxPatchBytes bounds a compressed patch: deflate makes what it cannot
// compress longer by 5 bytes in 32 KiB.
const MaxPatchBytes = 1<<(maxLog-3) + 1<<10

// Filter is a Bloom filter of keys.
type Filter struct {
	log   int // of the number of bits
	words []uint64
}

// NewFilter returns an empty filter of the right size for so many keys.
func NewFilter(keys int) *Filter {
	log := bits.Len(uint(max(keys*bitsPerKey-1, 0)))
	return newFilter(min(max(log, minLog), maxLog))
}

func newFilter(log int) *Filter {
	return &Filter{log: log, words: make([]uint64, 1<<(log-6))}
}

// places calls visit with the bits of a key: double hashing after Kirsch and
// Mitzenmacher (2006).
func (f *Filter) places(key Key, visit func(word, bit uint64) bool) bool {
	mixed := uint64(key) * 0x9E3779B97F4A7C15
	at, step := mixed>>32, mixed|1
	mask := uint64(1)<<f.log - 1
	for range probes {
		if place := at & mask; !visit(place>>6, place&63) {
			return false
		}
		at += step & 0xffffffff
	}
	return true
}

// Add puts a key in.
func (f *Filter) Add(key Key) {
	f.places(key, func(word, bit uint64) bool {
		f.words[word] |= 1 << bit
		return true
	})
}

// Has reports whether all keys may be in the filter.
func (f *Filter) Has(keys []Key) bool {
	for _, key := range keys {
		if !f.places(key, func(word, bit uint64) bool { return f.words[word]>>bit&1 == 1 }) {
			return false
		}
	}
	return true
}

// Equal reports whether both filters say the same.
func (f *Filter) Equal(other *Filter) bool {
	if f.log != other.log {
		return false
	}
	for i, word := range f.words {
		if word != other.words[i] {
			return false
		}
	}
	return true
}

// Patch is what makes one filter another, as it is sent.
type Patch struct {
	Log   int  // of the number of bits of the new filter
	Reset bool // it starts from an empty filter and not from the one before
	Data  []byte
}

// PatchFrom returns what makes f of old, which may be nil.
func (f *Filter) PatchFrom(old *Filter) Patch {
	reset := old == nil || old.log != f.log
	raw := make([]byte, 0, 8*len(f.words))
	for i, word := range f.words {
		if !reset {
			word ^= old.words[i]
		}
		raw = binary.LittleEndian.AppendUint64(raw, word)
	}
	var packed bytes.Buffer
	// Writing into memory cannot fail, and the level is a valid one.
	w, _ := flate.NewWriter(&packed, flate.BestSpeed)
	_, _ = w.Write(raw)
	_ = w.Close()
	return Patch{Log: f.log, Reset: reset, Data: packed.Bytes()}
}

// Apply returns the filter that a patch makes of old. It reads no more than
// the filter takes, however much the data would become.
func (p Patch) Apply(old *Filter) (*Filter, error) {
	if p.Log < minLog || p.Log > maxLog || len(p.Data) > MaxPatchBytes {
		return nil, fmt.Errorf("%w: a filter of 2^%d bits in %d bytes", ErrMalformed, p.Log, len(p.Data))
	}
	if !p.Reset && (old == nil || old.log != p.Log) {
		return nil, fmt.Errorf("%w: a patch to another filter", ErrMalformed)
	}
	f := newFilter(p.Log)
	raw := make([]byte, 8*len(f.words))
	r := flate.NewReader(bytes.NewReader(p.Data))
	if _, err := io.ReadFull(r, raw); err != nil {
		return nil, fmt.Errorf("%w: unpack a filter: %v", ErrMalformed, err)
	}
	if n, err := r.Read(make([]byte, 1)); n > 0 || err != io.EOF {
		return nil, fmt.Errorf("%w: a filter that goes on behind its end", ErrMalformed)
	}
	for i := range f.words {
		f.words[i] = binary.LittleEndian.Uint64(raw[8*i:])
		if !p.Reset {
			f.words[i] ^= old.words[i]
		}
	}
	return f, nil
}
