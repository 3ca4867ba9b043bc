// Package hiding is the list of patterns that hide files of shared folders,
// with what each of them hides.
//
// The Presenter asks the node when the list is opened, after each change, and
// while the node still counts; the View draws its Model. What becomes public by
// a change is asked about before.
package hiding
