// Package uitest helps the tests of the window: a node that behaves without a
// network, a queue in the place of Fyne's, and goldens.
//
// It is used by tests only.
package uitest
