package library

import (
	"sync"
	"time"

	"hinny/share/meter"
)

const (
	// fileCost is how many bytes are read in the time that it takes to find,
	// open and enter a file: about 60 µs at 4 GB/s.
	fileCost = 256 << 10
	// leastSpeed is how long must have been measured before anything is said, and
	// idleSpeed after how long without work all begins anew.
	leastSpeed = time.Second
	idleSpeed  = 2 * meter.Window
)

// speed is how fast the workers are: bytes for people, and bytes and files
// together for the time that is left.
type speed struct {
	mu          sync.Mutex
	since, last time.Time   // guarded by mu; when it began to count, and counted or was asked last
	bytes, work meter.Meter // guarded by mu
}

// add counts what was done.
func (s *speed) add(now time.Time, bytes int64, files int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if now.Sub(s.last) > idleSpeed {
		s.since, s.bytes, s.work = now, meter.Meter{}, meter.Meter{}
	}
	s.last = now
	s.bytes.Add(now, int(bytes))
	s.work.Add(now, int(bytes)+fileCost*files)
}

// rates returns bytes a second, and work a second; nothing until enough was
// measured.
func (s *speed) rates(now time.Time) (bytes, work float64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if now.Sub(s.since) < leastSpeed || now.Sub(s.last) > idleSpeed {
		return 0, 0
	}
	s.last = now
	return s.bytes.Rate(now), s.work.Rate(now)
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
