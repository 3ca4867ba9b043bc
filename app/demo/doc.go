// Command demo shows Hinny at work on this machine alone.
//
// It makes sample files in a temporary folder, starts four peers that share
// them, and one more that is the window or, without a display, the terminal
// client: a search, and a download from all four at once. Everything listens
// on loopback only and is stopped and removed at the end. It is no test: it
// proves nothing, it shows.
package main
