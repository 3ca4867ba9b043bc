//go:build !linux && !darwin && !windows

package fsys

// Drives returns nothing: this system cannot be asked.
func Drives() []string { return nil }
