package api

import "hinny/share"

// Wish says which results a person wants to see, besides what is marked as
// hidden. The window and the command line ask it alike. The zero Wish lets
// everything through.
type Wish struct {
	Least  int  // providers
	Absent bool // only what is neither here nor ordered
}

// Lets reports whether a content of so many providers is wanted; here says that
// this node holds it or fetches it.
func (w Wish) Lets(providers int, here bool) bool {
	return providers >= w.Least && (!here || !w.Absent)
}

// Here returns the contents of transfers that are here or on their way: those
// that were not cancelled.
func Here(transfers []Transfer) map[share.RootHash]bool {
	here := make(map[share.RootHash]bool, len(transfers))
	for _, t := range transfers {
		if t.State != StateCancelled {
			here[t.Root] = true
		}
	}
	return here
}
