package library

import (
	"math"
	"sync"
	"time"
)

const (
	// speedMemory is how long a moment counts for the speed: calm to read and
	// quick to follow.
	speedMemory = 3 * time.Second
	// fileCost is how many bytes are read in the time that it takes to find,
	// open and enter a file: about 60 µs at 4 GB/s.
	fileCost = 256 << 10
	// leastSpeed is how long must have been measured before anything is said.
	leastSpeed = time.Second
)

// speed is how fast the workers are: bytes for people, and bytes and files
// together for the time that is left.
type speed struct {
	mu          sync.Mutex
	since, last time.Time // guarded by mu; when it began to count, and counted last
	bytes, work float64   // guarded by mu; each counts the less the older it is
}

// add counts what was done.
func (s *speed) add(now time.Time, bytes int64, files int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if now.Sub(s.last) > 2*speedMemory {
		s.since, s.bytes, s.work = now, 0, 0 // there was nothing to do for a while
	}
	s.fade(now)
	s.bytes += float64(bytes)
	s.work += float64(bytes) + fileCost*float64(files)
}

// fade lets what was counted grow old. It runs with the lock held.
func (s *speed) fade(now time.Time) {
	share := math.Exp(-now.Sub(s.last).Seconds() / speedMemory.Seconds())
	s.bytes, s.work, s.last = s.bytes*share, s.work*share, now
}

// rates returns bytes a second, and work a second; nothing until enough was
// measured.
func (s *speed) rates(now time.Time) (bytes, work float64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if now.Sub(s.since) < leastSpeed || now.Sub(s.last) > 2*speedMemory {
		return 0, 0
	}
	s.fade(now)
	// As if what was not measured had been like what was.
	counted := speedMemory.Seconds() * (1 - math.Exp(-now.Sub(s.since).Seconds()/speedMemory.Seconds()))
	return s.bytes / counted, s.work / counted
}

// timeLeft returns how long so many files with so many bytes take at this speed;
// 0 if nobody knows.
func timeLeft(files int, bytes int64, work float64) time.Duration {
	const most = 1000 * 24 * time.Hour
	if work <= 0 {
		return 0
	}
	seconds := (float64(bytes) + fileCost*float64(files)) / work
	return time.Duration(min(seconds, most.Seconds()) * float64(time.Second))
}
