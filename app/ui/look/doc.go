// Package look decides how the window looks and speaks: the theme with its
// light and dark palettes, the colours of chunk bars, and the words for
// states, errors and notes.
//
// Sizes, rates and times come from app/words, which hinnyd uses too; here is
// what only the window says, in the language of the person. It draws nothing.
package look
