// Command hostile is a peer that shares harmless content under hostile names:
// tests of whole programs start it beside honest peers. It speaks the real
// protocols, so that what it says reaches the honest ones as a modified Hinny
// could send it. It prints its full address and is no part of Hinny.
package main
