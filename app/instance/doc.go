// Package instance lets a second start of the window hand over what it was
// started for to the window that is open already, and end.
//
// The open window waits behind a Gate, a socket in the home folder that only
// its user can enter. It is no API: it takes share links, and the paths of
// files of them and of folders, brings the window to the front, and does nothing
// else. What it takes is only offered to the person, never acted on.
package instance
