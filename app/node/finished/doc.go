// Package finished keeps the downloads of earlier runs that are complete, until
// the person takes them off the list.
//
// The transfers forget a download with the run in which it came: its file is
// shared like any other then. What it was called, where it went and who gave it
// stays here, in one small file of the home that is written every few seconds
// while something changes, and at the end. The list is bounded: the oldest make
// room.
package finished
