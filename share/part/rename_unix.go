//go:build unix && !linux

package part

import "errors"

// renameNew has no portable form; moveNew links instead.
func renameNew(int, string, int, string) error { return errors.ErrUnsupported }
