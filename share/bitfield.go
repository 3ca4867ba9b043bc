package share

import (
	"fmt"
	"iter"
	"math/bits"
)

// Bitfield says which chunks of a file somebody has. It is a mutable value
// with one owner; others get a Clone. The zero value has no chunks.
type Bitfield struct {
	words []uint64
	n     int
}

// NewBitfield returns a Bitfield of n chunks, none of them present.
func NewBitfield(n int) Bitfield {
	return Bitfield{words: make([]uint64, (n+63)/64), n: n}
}

// FullBitfield returns a Bitfield of n chunks, all of them present.
func FullBitfield(n int) Bitfield {
	b := NewBitfield(n)
	for i := range b.words {
		b.words[i] = ^uint64(0)
	}
	b.trim()
	return b
}

// ParseBitfield reads the form that Bytes writes. Its length must fit n
// exactly and unused bits must be zero, so that each Bitfield has one form.
func ParseBitfield(n int, data []byte) (Bitfield, error) {
	if len(data) != (n+7)/8 {
		return Bitfield{}, fmt.Errorf("bitfield of %d bytes does not fit %d chunks", len(data), n)
	}
	b := NewBitfield(n)
	for i, octet := range data {
		b.words[i/8] |= uint64(octet) << (8 * (i % 8))
	}
	before := b.Count()
	b.trim()
	if b.Count() != before {
		return Bitfield{}, fmt.Errorf("bitfield claims chunks beyond the last of %d", n)
	}
	return b, nil
}

// Bytes returns the bits, chunk 0 in the lowest bit of the first byte.
func (b Bitfield) Bytes() []byte {
	data := make([]byte, (b.n+7)/8)
	for i := range data {
		data[i] = byte(b.words[i/8] >> (8 * (i % 8)))
	}
	return data
}

// Len returns how many chunks the file has.
func (b Bitfield) Len() int { return b.n }

// Has reports whether chunk i is present; chunks outside the file never are.
func (b Bitfield) Has(i int) bool {
	return i >= 0 && i < b.n && b.words[i/64]&(1<<(i%64)) != 0
}

// Set marks chunk i as present. It panics on a chunk outside the file.
func (b Bitfield) Set(i int) {
	b.check(i)
	b.words[i/64] |= 1 << (i % 64)
}

// Clear marks chunk i as absent. It panics on a chunk outside the file.
func (b Bitfield) Clear(i int) {
	b.check(i)
	b.words[i/64] &^= 1 << (i % 64)
}

// Count returns how many chunks are present.
func (b Bitfield) Count() int {
	count := 0
	for _, word := range b.words {
		count += bits.OnesCount64(word)
	}
	return count
}

// Full reports whether every chunk is present. The empty file is always full.
func (b Bitfield) Full() bool { return b.Count() == b.n }

// Clone returns a copy that shares nothing with b.
func (b Bitfield) Clone() Bitfield {
	return Bitfield{words: append([]uint64(nil), b.words...), n: b.n}
}

// Present yields the present chunks in ascending order.
func (b Bitfield) Present() iter.Seq[int] {
	return func(yield func(int) bool) {
		for at, word := range b.words {
			for word != 0 {
				if !yield(at*64 + bits.TrailingZeros64(word)) {
					return
				}
				word &= word - 1
			}
		}
	}
}

// Missing yields the absent chunks in ascending order.
func (b Bitfield) Missing() iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := range b.n {
			if !b.Has(i) && !yield(i) {
				return
			}
		}
	}
}

func (b Bitfield) check(i int) {
	if i < 0 || i >= b.n {
		panic(fmt.Sprintf("chunk %d is outside a bitfield of %d", i, b.n))
	}
}

// trim clears the bits beyond the last chunk.
func (b Bitfield) trim() {
	if rest := b.n % 64; rest != 0 {
		b.words[len(b.words)-1] &= 1<<rest - 1
	}
}
