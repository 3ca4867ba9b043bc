// Package transfers is the screen of what comes and goes: downloads with their
// chunk bars, the providers of the selected one, and uploads.
//
// The Presenter pulls snapshots from the node, four times a second while the
// screen is looked at, sorts them (by the queue, unless a column is chosen) and carries out the commands; the View draws
// its Model.
package transfers
