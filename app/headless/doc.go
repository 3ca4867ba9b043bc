// Command hinnyd is Hinny without a window: the node, and the commands that
// talk to a running one.
//
// "hinnyd run" is the node, in the foreground until it is told to stop. Every
// other command is a client: it finds the node by the socket in the home
// folder, does one thing through app/api and ends. Only "hash" needs no node.
//
// Each command is a value of type command: its words for the help, its flags,
// and a function from a session and arguments to an error. Run parses, calls
// it and turns the error into one line on standard error and an exit code: 2
// for wrong arguments, 1 for everything else. With --json a command writes one
// JSON object a line, otherwise text for a person; what others named (files,
// peers) passes words.Name first, so that no name can move the cursor.
//
// It decides nothing about files or peers: that is app/node's.
package main
