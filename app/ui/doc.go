// Package ui is the desktop window: tabs, menus, dialogs, the status bar, and
// the Loop that brings what the presenters know to the screen.
//
// It talks to a node through api.Backend and cannot tell whether the node is
// in this process. Each screen is a package of its own with a Presenter, which
// works on goroutines of its own and knows no Fyne, and a View, which draws.
// Only the Loop crosses from the ones to the other, by the one fyne.Do of the
// program, at most ten times a second and only for what changed and is seen.
//
// It does not import the driver: app/main.go does, and hands a window in. So
// the whole of it runs in tests without a display.
package ui
