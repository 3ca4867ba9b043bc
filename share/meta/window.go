package meta

import (
	"errors"
	"io"
	"time"
)

const (
	// blockSize is how much is read at once: tags lie close together.
	blockSize = 16 << 10
	// maxBlocks bounds what is read of one file, 4 MiB: a cover in front of
	// the tags fits, a film does not.
	maxBlocks = 256
	// maxCalls bounds the reads a library makes, and so the work it can do on
	// what is read already.
	maxCalls = 1 << 20
	// maxTime bounds how long one file is looked at. A slow disk takes some
	// 10 ms for each of the few places that are read.
	maxTime = time.Second
)

// errSpent is returned once a bound is reached.
var errSpent = errors.New("looked at long enough")

// window reads a file within bounds. It has one owner.
type window struct {
	file   io.ReaderAt
	size   int64
	until  time.Time
	blocks int
	calls  int
	at     int64  // where block begins
	block  []byte // the part of the file that was read last
	space  []byte
}

func newWindow(file io.ReaderAt, size int64) *window {
	return &window{file: file, size: size, until: time.Now().Add(maxTime), space: make([]byte, blockSize)}
}

// ReadAt implements io.ReaderAt.
func (w *window) ReadAt(p []byte, offset int64) (n int, err error) {
	if w.calls++; w.calls > maxCalls || time.Now().After(w.until) {
		return 0, errSpent
	}
	for n < len(p) {
		if offset < 0 || offset >= w.size {
			return n, io.EOF
		}
		if offset < w.at || offset >= w.at+int64(len(w.block)) {
			if err := w.load(offset); err != nil {
				return n, err
			}
		}
		m := copy(p[n:], w.block[offset-w.at:])
		n, offset = n+m, offset+int64(m)
	}
	return n, nil
}

// load reads the block that holds offset.
func (w *window) load(offset int64) error {
	if w.blocks++; w.blocks > maxBlocks {
		return errSpent
	}
	w.at = offset - offset%blockSize
	n, err := w.file.ReadAt(w.space[:min(blockSize, w.size-w.at)], w.at)
	w.block = w.space[:n]
	if int64(n) > offset-w.at {
		return nil
	}
	if err == nil {
		err = io.ErrUnexpectedEOF
	}
	return err
}

// head returns up to n bytes from offset on; fewer at the end of the file.
func (w *window) head(offset int64, n int) []byte {
	p := make([]byte, max(min(int64(n), w.size-offset), 0))
	got, _ := w.ReadAt(p, offset) // fewer bytes say less
	return p[:got]
}

// exactly returns n bytes from offset on, or nil.
func (w *window) exactly(offset int64, n int) []byte {
	if p := w.head(offset, n); len(p) == n {
		return p
	}
	return nil
}

// section is the file from offset on, for who wants a stream.
func (w *window) section(offset int64) *io.SectionReader {
	return io.NewSectionReader(w, offset, w.size-offset)
}
