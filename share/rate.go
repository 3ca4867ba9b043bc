package share

import "math/bits"

// RateClass says roughly how fast something is, so that it can be told in a
// byte and nobody learns more: class c, from 1 to MaxRateClass, is at least
// 2^(c+9) bytes a second and less than twice that. Class 1 holds everything
// that is slower, too, and MaxRateClass everything that is faster. The zero
// value is a rate that is not known.
type RateClass uint8

// MaxRateClass is 512 MiB a second and more: faster than what sends.
const MaxRateClass RateClass = 20

// classOffset makes 1 KiB a second class 1.
const classOffset = 10

// RateClassOf returns the class of a rate; of nothing or less it is not known.
func RateClassOf(bytesPerSecond int64) RateClass {
	if bytesPerSecond <= 0 {
		return 0
	}
	return RateClass(min(max(bits.Len64(uint64(bytesPerSecond))-classOffset, 1), int(MaxRateClass)))
}

// Rate returns the least bytes a second of the class; of one that is not known
// or none at all it is 0.
func (c RateClass) Rate() int64 {
	if c == 0 || c > MaxRateClass {
		return 0
	}
	return 1 << (c + classOffset - 1)
}
