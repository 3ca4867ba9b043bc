// Package note carries what a person should hear about from the presenters to
// the window: that a download began, that a link was copied, why something
// failed. A Note holds facts; app/ui/look finds the words, in the language of
// the person. It knows neither the window nor the node.
package note
