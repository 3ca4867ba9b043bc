package meta

import (
	"encoding/binary"
	"time"

	"github.com/dhowden/tag"

	"hinny/share"
)

const (
	// maxSeek bounds how far the first frame is searched behind the tag; some
	// programs leave gaps.
	maxSeek = 64 << 10
	// id3v1Size is the tag at the end of old files.
	id3v1Size = 128
)

// readMP3 reads ID3 tags and the length of the sound behind them.
func readMP3(w *window, m *share.Meta) {
	start := int64(0)
	if head := w.exactly(0, 10); head != nil && string(head[:3]) == "ID3" {
		for _, b := range head[6:] { // seven bits a byte
			start = start<<7 | int64(b&0x7f)
		}
		start += 10
		if head[5]&0x10 != 0 {
			start += 10 // a footer
		}
	}
	end := w.size
	if end >= id3v1Size && string(w.head(end-id3v1Size, 3)) == "TAG" {
		end -= id3v1Size
	}
	soundLength(w, start, end, m)
	if tags, err := tag.ReadFrom(w.section(0)); err == nil {
		m.Artist, m.Album, m.Title = tags.Artist(), tags.Album(), tags.Title()
	}
}

// soundLength finds the first frame between start and end and reads from it how
// long the sound is.
func soundLength(w *window, start, end int64, m *share.Meta) {
	p := w.head(start, maxSeek)
	for at := 0; at+4 <= len(p); at++ {
		if p[at] != 0xff {
			continue
		}
		f, ok := parseFrame(binary.BigEndian.Uint32(p[at:]))
		if !ok {
			continue
		}
		// What looks like a frame by chance has none behind it.
		if next := w.exactly(start+int64(at)+f.size(), 4); next != nil {
			if _, ok := parseFrame(binary.BigEndian.Uint32(next)); !ok {
				continue
			}
		}
		bytes := end - start - int64(at)
		if frames := f.count(w, start+int64(at)); frames > 0 {
			m.Duration = ratio(float64(frames)*float64(f.samples), float64(f.rate))
			if seconds := m.Duration.Seconds(); seconds >= 1 {
				m.Bitrate = int64(float64(bytes) * 8 / seconds)
			}
			return
		}
		m.Bitrate = int64(f.bitrate)
		m.Duration = ratio(float64(bytes)*8, float64(f.bitrate)).Truncate(time.Millisecond)
		return
	}
}

// frame is the head of a frame of MPEG audio (ISO 11172-3 and 13818-3), layer III.
type frame struct {
	bitrate, rate int // bits and samples a second
	samples       int // in a frame
	side          int // bytes between the head and what an encoder may write there
	padding       int
}

func (f frame) size() int64 { return int64(f.samples/8*f.bitrate/f.rate + f.padding) }

// parseFrame reads the four bytes that each frame begins with.
func parseFrame(head uint32) (f frame, ok bool) {
	const (
		mpeg1   = 3
		layer3  = 1
		mono    = 3
		sync    = 0x7ff
		unknown = 1 // a version that is reserved
	)
	version, layer := head>>19&3, head>>17&3
	rates, bitrates := [4]int{44_100, 48_000, 32_000}, [16]int{0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320}
	f.samples, f.side = 1152, 32
	if version != mpeg1 {
		bitrates = [16]int{0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160}
		f.samples, f.side = 576, 17
	}
	f.bitrate, f.rate, f.padding = 1000*bitrates[head>>12&15], rates[head>>10&3], int(head>>9&1)
	if version != mpeg1 {
		f.rate /= 2 // MPEG 2
	}
	if version == 0 {
		f.rate /= 2 // MPEG 2.5
	}
	if head>>6&3 == mono {
		f.side = map[int]int{32: 17, 17: 9}[f.side]
	}
	return f, head>>21 == sync && version != unknown && layer == layer3 && f.bitrate > 0 && f.rate > 0
}

// count returns how many frames the encoder says there are, 0 if it does not:
// Xing and LAME write it behind the side information of the first frame,
// Fraunhofer 32 bytes behind its head.
func (f frame) count(w *window, at int64) uint32 {
	if p := w.exactly(at+4+int64(f.side), 12); p != nil && (string(p[:4]) == "Xing" || string(p[:4]) == "Info") && p[7]&1 != 0 {
		return binary.BigEndian.Uint32(p[8:])
	}
	if p := w.exactly(at+4+32, 18); p != nil && string(p[:4]) == "VBRI" {
		return binary.BigEndian.Uint32(p[14:])
	}
	return 0
}
