//go:build !linux

package library

import (
	"errors"
	"fmt"
	"io"
	"os"

	"hinny/share/catalog"
)

// readSmall reads a file of the directory that was entered.
func (o *opener) readSmall(name string, p []byte) (n int, id catalog.Identity, err error) {
	f, err := o.root.OpenFile(name, openFlags, 0)
	if err != nil {
		return 0, id, err
	}
	defer func() { _ = f.Close() }() // it was only read
	n, err = io.ReadFull(f, p)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return n, id, err
	}
	info, err := f.Stat()
	if err != nil {
		return n, id, err
	}
	if !info.Mode().IsRegular() {
		return n, id, &os.PathError{Op: "read", Path: name, Err: fmt.Errorf("it is no ordinary file")}
	}
	return n, identify(info), nil
}
