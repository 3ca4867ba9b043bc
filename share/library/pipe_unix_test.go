//go:build unix

package library

import "syscall"

// makePipe makes a named pipe, which blocks whoever opens it as a file.
func makePipe(path string) { _ = syscall.Mkfifo(path, 0o644) }
