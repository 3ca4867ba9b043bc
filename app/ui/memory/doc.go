// Package memory keeps what the window remembers from one start to the next:
// its size, the page in front, how tables are arranged, which searches are
// open, and what a person chose in the preferences that concerns the window
// alone. What concerns the node is kept by the node.
//
// A Memory is a table of small values, each under a name. It is read whole when
// the window opens. Set changes it at once and returns at once; Run, on a
// goroutine of its own, puts it on the disk a moment later, whole, durably and
// so that a crash leaves the old or the new one. That is why the preferences of
// Fyne are not used: they write on the goroutine that draws, which then waits
// for the disk (30 ms and more where others write, too), and they empty the
// file before they fill it.
package memory
