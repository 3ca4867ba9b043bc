// Command evilpeer is a provider that lies, as a process of its own: tests of
// whole programs start it beside honest peers. It provides one file over
// loopback and prints its full address. It is no part of Hinny.
package main
