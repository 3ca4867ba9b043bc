//go:build !linux && !darwin

package fsys

// Mounts returns nothing: drives of this system hang nowhere but at its root, or
// it cannot be asked.
func Mounts() []Mount { return nil }
