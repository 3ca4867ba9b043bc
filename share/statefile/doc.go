// Package statefile reads and writes the small files in which a program keeps
// what it has to remember: settings, lists of folders, books of peers.
//
// Each is read whole and replaced whole. Write is atomic and durable: after a
// crash the file has its old content or the new one. What is in a file, and
// what to do with one that cannot be understood, is its owner's business;
// SetAside keeps such a file for a person to look at. The package is not for
// the files that people share (see share/part) nor for databases.
package statefile
