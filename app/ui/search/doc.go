// Package search is the screen where files are found: a field, the results as
// they come in, and their download.
//
// The Presenter asks, merges, sorts and orders downloads on goroutines of its
// own; the View draws its Model and hands it what a person does. Results come
// in faster than anyone can look, so the Presenter gathers them and makes a
// new Model ten times a second at most.
package search
