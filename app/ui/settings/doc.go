// Package settings is what a person can choose: the looks and the language of
// the window, where downloads go, and how much may be sent and fetched.
//
// The Presenter asks the node for its limits and changes them; what concerns
// the window alone is kept by Fyne and needs no presenter. The View is a form of
// several pages, with a search over all of them, that the window shows in a
// dialog.
package settings
