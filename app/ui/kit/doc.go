// Package kit holds the widgets that the screens are made of: the Table that
// every list of the window is, the ChunkBar, and small pieces around them.
//
// A Table draws rows that a presenter has sorted. It is a widget.List under a
// header of its own: the list recycles row widgets, so that the cost of a
// refresh follows the rows in sight and not their number. Selection is by key,
// so it stays with what was selected while rows come, go and move.
//
// What a cell has no room for is said in a tip over it. The row is what the
// pointer is on and asks its cells; the Tips layer above the window's content
// waits a moment, shows and hides.
//
// Widgets here know nothing of files or peers; screens wire their On
// functions. All of it runs on the window's goroutine.
package kit
