// Package saved repeats the searches that a person wants to hear of again, and
// knows what of their results is news.
//
// A List is the searches and what each has found, kept in a file; it is pure
// but for that file. A Repeater asks for the one that waits longest, one at a
// time. It does not know how a search is done: it is given a function.
//
// News is what no run before found. The first run finds everything anew, so
// nothing of it is news.
package saved
