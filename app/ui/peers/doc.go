// Package peers is the screen of the others: who this node is to them, who it
// is connected to or knows, where a peer ID is found, and what a peer shares.
//
// The Presenter asks the node; looking up, connecting and browsing run beside
// each other and beside the list. The View draws its Model.
package peers
