// Package order sorts the rows of a table by one of its columns.
//
// It is what presenters and tables share: a presenter sorts, away from the
// window's goroutine, and the table's header shows by what. It is pure and
// does not know the window.
package order
