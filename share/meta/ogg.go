package meta

import (
	"bytes"
	"encoding/binary"

	"hinny/share"
)

const (
	// maxPages bounds the pages searched for the second packet: the head of a
	// stream, and of another one that goes beside it.
	maxPages = 8
	// tail is how much of the end is searched for the last page, which has at
	// most 65,307 bytes (RFC 3533).
	tail = 64 << 10
	// opusRate is what Opus counts time in, whatever was recorded (RFC 7845).
	opusRate = 48_000
)

// readOgg reads Vorbis and Opus in Ogg (RFC 3533): the first page has the rate,
// the second the texts, the last one the time at the end.
func readOgg(w *window, m *share.Meta) {
	var rate, skip, serial uint32
	offset := int64(0)
	for range maxPages {
		page := w.exactly(offset, 27)
		if page == nil || string(page[:4]) != "OggS" {
			break
		}
		lacing := w.exactly(offset+27, int(page[26]))
		body, length := offset+27+int64(page[26]), int64(0)
		for _, part := range lacing {
			length += int64(part)
		}
		switch p := w.head(body, 19); {
		case bytes.HasPrefix(p, []byte("\x01vorbis")) && len(p) >= 16:
			rate, serial = binary.LittleEndian.Uint32(p[12:]), binary.LittleEndian.Uint32(page[14:])
		case bytes.HasPrefix(p, []byte("OpusHead")) && len(p) >= 12:
			rate, serial, skip = opusRate, binary.LittleEndian.Uint32(page[14:]), uint32(binary.LittleEndian.Uint16(p[10:]))
		case bytes.HasPrefix(p, []byte("\x03vorbis")):
			readComments(w, body+int64(len("\x03vorbis")), m)
		case bytes.HasPrefix(p, []byte("OpusTags")):
			readComments(w, body+int64(len("OpusTags")), m)
		}
		offset = body + length
	}
	if rate > 0 {
		end := lastGranule(w, serial)
		m.Duration = ratio(float64(max(end-int64(skip), 0)), float64(rate))
	}
}

// lastGranule returns the time at the end of a stream, in its own units; 0 if
// no page tells.
func lastGranule(w *window, serial uint32) int64 {
	start := max(w.size-tail, 0)
	p := w.head(start, int(w.size-start))
	for at := bytes.LastIndex(p, []byte("OggS")); at >= 0; at = bytes.LastIndex(p[:at], []byte("OggS")) {
		if len(p)-at < 18 || binary.LittleEndian.Uint32(p[at+14:]) != serial {
			continue
		}
		if granule := int64(binary.LittleEndian.Uint64(p[at+6:])); granule > 0 {
			return granule
		}
	}
	return 0
}
