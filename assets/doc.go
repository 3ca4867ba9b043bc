// Package assets holds what the window is shipped with, and nothing else: its
// icon and its words in every language. It imports embed only. screenshots are
// for the README, package is for make package.
package assets
