// Package statistics is the screen of what was counted: graphs of the rates and
// the connections, the figures of this session and of all, and the records.
//
// The Presenter asks the node once a second while the screen is looked at, and
// never otherwise; the View draws its Model, and draws nothing where nothing
// changed.
package statistics
