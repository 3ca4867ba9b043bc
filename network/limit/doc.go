// Package limit holds transfer rates to what the user allows.
//
// Rates says how many bytes a second may go up and down, in all and with any
// one peer, and whether peers on the local network count. A Schedule gives
// other Rates at other hours of the week. Limiter enforces the Rates of the
// moment: whoever moves payload asks Take how much may move now and moves just
// that, so that a limit also holds inside a large chunk and a change of it is
// felt within a tenth of a second.
//
// With no limit set, Take is one atomic load. The buckets are those of
// golang.org/x/time/rate. The package knows nothing of who deserves what: that
// is the upload queue's business.
package limit
