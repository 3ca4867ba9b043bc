//go:build !linux

package fsys

// MachineUse returns nothing: this system is not asked.
func MachineUse() (Use, bool) { return Use{}, false }

// InBackground calls do: this system has no order of who reads first that costs
// as little as a read.
func InBackground(do func()) { do() }
