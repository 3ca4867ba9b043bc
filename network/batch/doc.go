// Package batch makes TLS over TCP cost fewer system calls.
//
// The standard library writes every TLS record, at most 16 KiB, with a system
// call of its own, and reads them about one at a time. A chunk of 256 KiB costs
// 17 of each, and on a fast link each of them also wakes the other side. This
// package stands on both sides of libp2p's TLS: above it to see where a
// large write begins and ends, below it to keep the records of that one write
// and hand them to the kernel together, and to read many records at once while
// a peer sends as fast as we read.
//
// Nothing changes on the wire but the size of the segments, and nothing is ever
// kept back: what one Write takes has been handed to the kernel when it
// returns. Connections that are quiet, or carry only small messages, own no
// buffer.
package batch
