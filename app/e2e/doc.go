// Package e2e runs real hinnyd processes on loopback and checks what a person
// would: that files are found, arrive and survive.
//
// Its tests build the program once, start peers in folders of their own, speak
// to them with the program's own commands, and wait for what must happen with
// a deadline, never for a fixed time. "go test" runs what takes seconds;
// "make e2e" passes -full and runs the long acceptance tests too.
//
// It knows the program from outside only: nothing of the node is imported, so
// that wiring, flags, JSON and exit codes are what is tested.
package e2e
