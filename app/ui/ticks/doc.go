// Package ticks is the tree of the folders of this machine, from the home folder
// and the drives on, each with a tick that says whether it is shared: whole, in
// part, or not at all.
//
// The Presenter lists a folder when it is opened and learns what is shared from
// the node; a folder that is shared and one that is left out of it are told
// apart here, by their paths alone. The View draws its Model. It shares nothing:
// what a click on a tick asks for is done by whoever shows it.
package ticks
