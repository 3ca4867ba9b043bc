//go:build windows || darwin

package main

// hasTray is true: these systems always have a tray.
func hasTray() bool { return true }
