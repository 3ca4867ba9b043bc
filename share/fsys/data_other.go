//go:build !linux

package fsys

import "os"

func syncData(f *os.File) error { return f.Sync() }

// reserve makes the file sparse: a portable reservation does not exist.
func reserve(f *os.File, size int64) error { return f.Truncate(size) }
