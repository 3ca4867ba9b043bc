// Package together lets many goroutines share what is dear to do and costs
// little more for many than for one: a sync of the disk, a transaction.
//
// It starts no goroutine. Whoever comes first does the work, for itself and,
// after that, for all who came in the meantime; a slow disk so makes larger
// batches, and a caller that is alone never waits for others.
package together
