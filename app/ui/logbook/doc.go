// Package logbook is the screen of what happened: the node's log in sentences,
// the newest first, by level and by words.
//
// The Presenter follows the log, so that nothing moves while nothing happens;
// the View draws its Model. How an entry reads is not its business: New is
// given that.
package logbook
