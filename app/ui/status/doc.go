// Package status is the line at the bottom of the window: who is connected,
// how fast bytes move, what is being hashed, and for a moment the last thing
// that happened.
package status
