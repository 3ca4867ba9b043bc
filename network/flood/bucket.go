package flood

import "time"

// Bucket is a token bucket. It is a plain value with one owner; the zero value
// is filled when first used.
type Bucket struct {
	tokens float64
	last   time.Duration
	used   bool
}

// Take takes one token and reports whether there was one. rate is tokens a
// second, burst the most that is ever in the bucket.
func (b *Bucket) Take(now time.Duration, rate, burst float64) bool {
	if b.left(now, rate, burst) < 1 {
		return false
	}
	b.tokens--
	return true
}

// left returns how many tokens there are now.
func (b *Bucket) left(now time.Duration, rate, burst float64) float64 {
	if !b.used {
		b.tokens, b.last, b.used = burst, now, true
	}
	if now > b.last {
		b.tokens = min(burst, b.tokens+rate*(now-b.last).Seconds())
		b.last = now
	}
	return b.tokens
}
