// Package week is the weekly schedule of the limits: the periods that have rates
// of their own, and which of them is open now.
//
// The Presenter asks the node when the schedule is opened, after each change, and
// each minute while somebody looks; the View draws its Model. A change begins
// with what the node says at that moment, so that one made in a terminal
// meanwhile is not lost.
package week
