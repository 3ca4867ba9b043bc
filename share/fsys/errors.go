package fsys

import "errors"

// ErrLocked marks a folder that another process uses.
var ErrLocked = errors.New("in use by another process")
