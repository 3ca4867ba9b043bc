// Package meter measures a rate in bytes a second as an exponentially weighted
// moving average over the moments at which bytes moved.
//
// It is pure: it has no clock and no lock; whoever holds a Meter tells it the
// time. The picker sizes its pipelines with it, the library tells with it how
// long hashing takes yet, and both programs show it.
package meter
