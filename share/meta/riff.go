package meta

import (
	"encoding/binary"
	"time"

	"hinny/share"
)

// maxChunks bounds the chunks of a RIFF file that are looked at.
const maxChunks = 256

// readRIFF reads wav and avi: chunks of a name, a length and as many bytes, an
// even number.
func readRIFF(w *window, m *share.Meta) {
	offset, rate := int64(12), uint32(0)
	for range maxChunks {
		head := w.exactly(offset, 8)
		if head == nil {
			return
		}
		length := int64(binary.LittleEndian.Uint32(head[4:]))
		offset += 8
		switch string(head[:4]) {
		case "fmt ": // of wav: bytes a second at 8
			if p := w.exactly(offset, 12); p != nil {
				rate = binary.LittleEndian.Uint32(p[8:])
			}
		case "data":
			if rate > 0 {
				m.Duration = ratio(float64(min(length, w.size-offset)), float64(rate))
			}
			return
		case "LIST":
			if string(w.head(offset, 4)) == "movi" {
				return
			}
			offset += 4 // chunks in chunks
			continue
		case "avih":
			if p := w.exactly(offset, 40); p != nil {
				frame, frames := binary.LittleEndian.Uint32(p), binary.LittleEndian.Uint32(p[16:])
				m.Duration = ratio(float64(frame)*float64(frames), float64(time.Second/time.Microsecond))
				m.Width, m.Height = int(binary.LittleEndian.Uint32(p[32:])), int(binary.LittleEndian.Uint32(p[36:]))
			}
			return
		}
		offset += length + length%2
	}
}
