// Package assets holds the pictures that the window is shipped with, and
// nothing else: it imports embed only. screenshots are for the README.
package assets
