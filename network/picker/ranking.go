package picker

import "math/rand/v2"

// ranking keeps a set of chunks sorted by how many providers hold them, in
// buckets, so that every change of one holder moves one chunk by one swap
// (bucket sort by degree). Providers of the whole file are not counted here:
// they add the same to every chunk.
type ranking struct {
	items   []int32 // the chunks of the set, ascending by holders
	place   []int32 // where a chunk stands in items; -1 outside the set
	holders []int32 // of every chunk of the file, in the set or not
	start   []int   // start[h] is where bucket h begins in items
}

func newRanking(chunks int) *ranking {
	r := &ranking{place: make([]int32, chunks), holders: make([]int32, chunks), start: []int{0}}
	for i := range r.place {
		r.place[i] = -1
	}
	return r
}

func (r *ranking) has(chunk int) bool { return r.place[chunk] >= 0 }

func (r *ranking) len() int { return len(r.items) }

// held returns how many chunks of the set have at least one holder.
func (r *ranking) held() int { return len(r.items) - r.end(0) }

func (r *ranking) end(bucket int) int {
	if bucket+1 < len(r.start) {
		return r.start[bucket+1]
	}
	return len(r.items)
}

func (r *ranking) put(at int, chunk int32) {
	r.items[at] = chunk
	r.place[chunk] = int32(at)
}

// insert adds a chunk: each bucket above its own moves up by one place, which
// takes moving only its first member behind its last.
func (r *ranking) insert(chunk int) {
	bucket := int(r.holders[chunk])
	r.grow(bucket)
	hole := len(r.items)
	r.items = append(r.items, 0)
	for b := len(r.start) - 1; b > bucket; b-- {
		if first := r.start[b]; first != hole {
			r.put(hole, r.items[first])
			hole = first
		}
		r.start[b]++
	}
	r.put(hole, int32(chunk))
}

// remove is the inverse of insert.
func (r *ranking) remove(chunk int) {
	hole := int(r.place[chunk])
	for b := int(r.holders[chunk]); b < len(r.start); b++ {
		if last := r.end(b) - 1; last >= r.start[b] && last != hole {
			r.put(hole, r.items[last])
			hole = last
		}
		if b+1 < len(r.start) {
			r.start[b+1]--
		}
	}
	r.items = r.items[:len(r.items)-1]
	r.place[chunk] = -1
}

// gained notes one more holder of a chunk.
func (r *ranking) gained(chunk int) {
	bucket := int(r.holders[chunk])
	r.grow(bucket + 1)
	r.holders[chunk]++
	if !r.has(chunk) {
		return
	}
	r.swap(int(r.place[chunk]), r.end(bucket)-1)
	r.start[bucket+1]--
}

// lost notes one holder less.
func (r *ranking) lost(chunk int) {
	bucket := int(r.holders[chunk])
	r.holders[chunk]--
	if !r.has(chunk) {
		return
	}
	r.swap(int(r.place[chunk]), r.start[bucket])
	r.start[bucket]++
}

func (r *ranking) swap(i, j int) {
	a, b := r.items[i], r.items[j]
	r.put(i, b)
	r.put(j, a)
}

func (r *ranking) grow(bucket int) {
	for len(r.start) <= bucket+1 {
		r.start = append(r.start, len(r.items))
	}
}

// rarest returns a random chunk of the lowest bucket, not below the given one,
// that holds a wanted one.
func (r *ranking) rarest(lowest int, wanted func(int) bool, rng *rand.Rand) (int, bool) {
	for b := lowest; b < len(r.start); b++ {
		if chunk, ok := r.within(r.start[b], r.end(b), wanted, rng); ok {
			return chunk, true
		}
	}
	return 0, false
}

// any returns a random wanted chunk, whatever its rarity.
func (r *ranking) any(wanted func(int) bool, rng *rand.Rand) (int, bool) {
	return r.within(0, len(r.items), wanted, rng)
}

// within starts at a random place and goes round once.
func (r *ranking) within(from, to int, wanted func(int) bool, rng *rand.Rand) (int, bool) {
	if from >= to {
		return 0, false
	}
	first := from + rng.IntN(to-from)
	for at := first; at < to; at++ {
		if wanted(int(r.items[at])) {
			return int(r.items[at]), true
		}
	}
	for at := from; at < first; at++ {
		if wanted(int(r.items[at])) {
			return int(r.items[at]), true
		}
	}
	return 0, false
}
