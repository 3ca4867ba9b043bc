// Package words turns the numbers, times and names that both programs show
// into text for a person.
//
// The window and hinnyd's terminal output use it, so that a size reads the
// same everywhere. Sizes count in powers of ten (1 MB is 1,000,000 bytes), as
// disks and network speeds are sold. It is pure: it looks at no clock, writes
// nowhere and knows neither the terminal nor the window.
package words
