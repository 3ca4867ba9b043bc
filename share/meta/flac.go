package meta

import (
	"encoding/binary"
	"strings"

	"hinny/share"
)

const (
	// maxComments bounds the texts of one file that are looked at; honest
	// files have some dozens.
	maxComments = 1000
	// maxComment bounds one text; longer ones are pictures and lyrics.
	maxComment = 4 << 10
	// maxFLACBlocks bounds the blocks before the sound; there are seven kinds.
	maxFLACBlocks = 64
)

// readFLAC reads the blocks before the sound (RFC 9639, section 8).
func readFLAC(w *window, m *share.Meta) {
	offset := int64(len("fLaC"))
	for range maxFLACBlocks {
		head := w.exactly(offset, 4)
		if head == nil {
			return
		}
		length := int64(head[1])<<16 | int64(head[2])<<8 | int64(head[3])
		offset += 4
		switch head[0] & 0x7f {
		case 0:
			streamInfo(w.exactly(offset, 18), m)
		case 4:
			readComments(w, offset, m)
		}
		if head[0]&0x80 != 0 {
			return
		}
		offset += length
	}
}

// streamInfo reads the length of a recording (section 8.2).
func streamInfo(p []byte, m *share.Meta) {
	if p == nil {
		return
	}
	bits := binary.BigEndian.Uint64(p[10:])
	rate, samples := bits>>44, bits&(1<<36-1)
	m.Duration = ratio(float64(samples), float64(rate))
}

// readComments reads Vorbis comments, as flac, ogg and opus have them: a text
// about the program that wrote them, then texts "NAME=value", all with their
// lengths in front.
func readComments(w *window, offset int64, m *share.Meta) {
	length := func() (int64, bool) {
		p := w.exactly(offset, 4)
		if p == nil {
			return 0, false
		}
		offset += 4
		return int64(binary.LittleEndian.Uint32(p)), true
	}
	vendor, _ := length()
	offset += vendor
	count, _ := length()
	for range min(count, maxComments) {
		size, ok := length()
		if !ok {
			return
		}
		if size <= maxComment {
			name, value, _ := strings.Cut(string(w.exactly(offset, int(size))), "=")
			note(m, strings.ToLower(name), value)
		}
		offset += size
	}
}
