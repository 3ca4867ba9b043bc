// Package library is the screen of what this node shares: the ticked folders,
// their files, and how far hashing has come.
//
// The Presenter reads folders and files again when the node's totals change,
// not at each look; the View draws its Model.
package library
