package meta

import (
	"encoding/binary"
	"math"
	"math/bits"
	"time"

	"hinny/share"
)

// Elements of Matroska and WebM (RFC 9559) that are looked at.
const (
	elementSegment  = 0x18538067
	elementInfo     = 0x1549a966
	elementScale    = 0x2ad7b1 // nanoseconds in a unit of time
	elementDuration = 0x4489   // in those units
	elementTitle    = 0x7ba9
	elementTracks   = 0x1654ae6b
	elementTrack    = 0xae
	elementVideo    = 0xe0
	elementWidth    = 0xb0
	elementHeight   = 0xba
	elementCluster  = 0x1f43b675 // the film itself
)

// maxElements bounds the elements of a file that are looked at.
const maxElements = 4096

// defaultScale is the scale of a file that gives none.
const defaultScale = float64(time.Millisecond)

// readMatroska reads mkv, mka and webm.
func readMatroska(w *window, m *share.Meta) {
	f := film{w: w, m: m, scale: defaultScale}
	f.walk()
	m.Duration = ratio(f.units*f.scale, float64(time.Second))
}

// film is a file as it is read.
type film struct {
	w            *window
	m            *share.Meta
	scale, units float64
}

// walk goes through elements as they stand in the file, into those that hold
// others of interest and over all others, up to the film itself.
func (f *film) walk() {
	offset := int64(0)
	for range maxElements {
		id, idSize := f.number(offset, false)
		length, lengthSize := f.number(offset+int64(idSize), true)
		if idSize == 0 || lengthSize == 0 || id == elementCluster {
			return
		}
		offset += int64(idSize + lengthSize)
		switch id {
		case elementSegment, elementInfo, elementTracks, elementTrack, elementVideo:
			continue // into it
		}
		f.element(id, offset, length)
		if length > uint64(f.w.size-offset) {
			return
		}
		offset += int64(length)
	}
}

// number reads a number of variable length (RFC 8794, section 4): as many zero
// bits come first as bytes follow. An id keeps its marker, a length does not.
func (f *film) number(offset int64, plain bool) (n uint64, size int) {
	p := f.w.head(offset, 8)
	if len(p) == 0 || p[0] == 0 {
		return 0, 0
	}
	size = bits.LeadingZeros8(p[0]) + 1
	if size > len(p) {
		return 0, 0
	}
	for i, b := range p[:size] {
		if i == 0 && plain {
			b &= 1<<(8-size) - 1
		}
		n = n<<8 | uint64(b)
	}
	return n, size
}

// element reads one element of the length in bytes.
func (f *film) element(id uint64, offset int64, length uint64) {
	if length > maxComment {
		return
	}
	switch id {
	case elementScale:
		f.scale = float64(f.whole(offset, length))
	case elementDuration:
		f.units = f.real(offset, length)
	case elementTitle:
		f.m.Title = string(f.w.exactly(offset, int(length)))
	case elementWidth:
		f.m.Width = int(min(f.whole(offset, length), math.MaxInt32))
	case elementHeight:
		f.m.Height = int(min(f.whole(offset, length), math.MaxInt32))
	}
}

func (f *film) whole(offset int64, length uint64) (n uint64) {
	if length > 8 {
		return 0
	}
	for _, b := range f.w.exactly(offset, int(length)) {
		n = n<<8 | uint64(b)
	}
	return n
}

func (f *film) real(offset int64, length uint64) float64 {
	p := f.w.exactly(offset, int(length))
	switch len(p) {
	case 4:
		return float64(math.Float32frombits(binary.BigEndian.Uint32(p)))
	case 8:
		return math.Float64frombits(binary.BigEndian.Uint64(p))
	}
	return 0
}
