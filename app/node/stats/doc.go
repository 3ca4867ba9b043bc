// Package stats counts what a node does: this session, over all sessions, and
// as a history for graphs.
//
// A Tally is told what is to be counted, and once a second how things stand
// (See). It knows no clock, network or goroutine. What counts over all sessions
// lies in a file, which Save writes.
//
// The history is kept three times, each coarser and longer than the one before:
// a screenful of points each, so that its size does not depend on how long the
// node runs.
package stats
