package collection

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"hinny/share"
)

// version is the version of the list that is written and read.
const version = 1

// maxLine bounds one line: a path of which every byte is escaped as six, and
// the rest.
const maxLine = 6*MaxPath + 512

// header is the first line.
type header struct {
	Version int    `json:"hinny_collection"`
	Name    string `json:"name"`
	Files   int    `json:"files"`
}

// line is one file.
type line struct {
	Path string         `json:"path"`
	Size int64          `json:"size"`
	Root share.RootHash `json:"root"`
}

// Encode writes the list. The same collection always gives the same bytes, so
// the same folder has the same link whoever makes it.
func (c Collection) Encode() ([]byte, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(header{version, c.Name, len(c.Files)}); err != nil {
		return nil, fmt.Errorf("write the list of %q: %w", c.Name, err)
	}
	for _, f := range c.Files {
		if err := encoder.Encode(line(f)); err != nil {
			return nil, fmt.Errorf("write the list of %q: %w", c.Name, err)
		}
	}
	if out.Len() > MaxBytes {
		return nil, fmt.Errorf("%w: it has %d bytes, at most %d; share parts of the folder instead", ErrBad, out.Len(), MaxBytes)
	}
	return out.Bytes(), nil
}

// Decode reads a list of at most MaxBytes. The error wraps ErrBad and says
// what is wrong.
func Decode(r io.Reader) (Collection, error) {
	lines := bufio.NewScanner(io.LimitReader(r, MaxBytes+1))
	lines.Buffer(nil, maxLine)
	var h header
	if err := next(lines, &h); err != nil {
		return Collection{}, err
	}
	switch {
	case h.Version > version:
		return Collection{}, fmt.Errorf("%w of this version: it was made by a newer Hinny", ErrBad)
	case h.Version != version || h.Files < 1 || h.Files > MaxFiles:
		return Collection{}, fmt.Errorf("%w: its first line says version %d and %d files", ErrBad, h.Version, h.Files)
	}
	c := Collection{Name: h.Name}
	for range h.Files {
		var l line
		if err := next(lines, &l); err != nil {
			return Collection{}, err
		}
		c.Files = append(c.Files, File(l))
	}
	if lines.Scan() {
		return Collection{}, fmt.Errorf("%w: more follows after its last file", ErrBad)
	}
	return c, c.check()
}

// next reads one line into value.
func next(lines *bufio.Scanner, value any) error {
	if !lines.Scan() {
		if err := lines.Err(); err != nil {
			return fmt.Errorf("%w: %w", ErrBad, err)
		}
		return fmt.Errorf("%w: it ends too early", ErrBad)
	}
	if err := json.Unmarshal(lines.Bytes(), value); err != nil {
		return fmt.Errorf("%w: %w", ErrBad, err)
	}
	return nil
}
