// Package actor gives a presenter one goroutine on which its state lives.
//
// An Actor runs the functions it is given one after another, so that what they
// touch needs no lock. Commands of a person come by Do, which never blocks the
// window; slow work runs beside it by Go, and its outcome comes back by Post. A
// Lane keeps such work in the order in which it was wanted.
// View carries the presenter's model, an immutable value, to whoever draws it.
//
// It is not a queue for data: a stream of results belongs in a buffer that a
// tick empties.
package actor
