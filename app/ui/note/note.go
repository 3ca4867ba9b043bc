package note

// What says what happened.
type What int

// The things that happen.
const (
	Nothing    What = iota
	Started         // the download called Name is ordered; Count says of how many when more than one
	Copied          // Text is for the clipboard; Name says of what
	Shared          // the folder Name is shared now
	Unshared        // the folder Name is shared no more
	Connected       // a connection to the peer Name is open
	Arrived         // the download called Name is complete
	Looking         // what sharing the folder Name would make public is looked at
	Hidden          // the search result Name is hidden from now on; Count says of how many when more than one
	Saved           // the search Name is repeated from now on
	Unsaved         // and no more
	News            // the saved search Name found Count new results
	Written         // the file Name is written
	Named           // a shared folder is called Name from now on
	Met             // the peer Name is a contact from now on
	Forgotten       // and no more
	Befriended      // the contact Name has a friend slot from now on
	Unfriended      // and no more
	Moved           // downloads go to the folder Name from now on
	Introduced      // others see this peer called Name from the next start on; empty: not called at all
	Here            // the file Name is here already; it is to be shown when Show is set
	Unopened        // nothing opens Name; Text is its path, for the clipboard
	Failed          // Err says why
)

// Note is one thing that happened.
type Note struct {
	What  What
	Name  string
	Text  string
	Count int
	Err   error
	Show  bool
}

// Tell takes a Note from any goroutine and does not block.
type Tell func(Note)
