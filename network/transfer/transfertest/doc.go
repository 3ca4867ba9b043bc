// Package transfertest is a set of evil peers for tests of the transfer
// protocol: one function for each lie. Each makes a host a provider (or, for
// SlowReader and HalfOpen, an asker) of one file that follows the protocol to
// the letter except for its lie.
//
// It speaks the wire on its own, without the code it is meant to test, so that
// a mistake there cannot hide behind the same mistake here. It checks nothing;
// the tests do.
package transfertest
