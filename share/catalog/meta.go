package catalog

import (
	"encoding/binary"
	"time"

	"hinny/share"
)

// What a file says of itself stands at the end of its record: the form in which
// it was read, and then, if it said anything, its texts and numbers. A record
// of a file that was never asked ends before.

// appendMeta writes what a file said.
func appendMeta(b []byte, form uint8, m share.Meta) []byte {
	if form == 0 {
		return b
	}
	b = binary.AppendUvarint(b, uint64(form))
	if m.IsZero() {
		return b
	}
	for _, text := range []string{m.Artist, m.Album, m.Title} {
		b = appendText(b, text)
	}
	b = binary.AppendUvarint(b, uint64(m.Duration/time.Millisecond))
	b = binary.AppendUvarint(b, uint64(m.Bitrate))
	b = binary.AppendUvarint(b, uint64(m.Width))
	return binary.AppendUvarint(b, uint64(m.Height))
}

// said reads what appendMeta wrote, up to the end. Only what appendMeta writes
// is accepted.
func (d *decoder) said() (form uint8, m share.Meta) {
	if len(d.data) == 0 {
		return 0, m
	}
	f := d.uvarint()
	if f == 0 || f > 0xff {
		d.failed = true
	}
	if len(d.data) == 0 {
		return uint8(f), m
	}
	m.Artist, m.Album, m.Title = d.short(), d.short(), d.short()
	m.Duration = time.Duration(d.atMost(uint64(share.MaxDuration/time.Millisecond))) * time.Millisecond
	m.Bitrate = int64(d.atMost(share.MaxBitrate))
	m.Width, m.Height = int(d.atMost(share.MaxPixels)), int(d.atMost(share.MaxPixels))
	if m.IsZero() || m != m.Bounded() {
		d.failed = true
	}
	return uint8(f), m
}

func (d *decoder) short() string {
	text := d.sized()
	if len(text) > share.MaxMetaText {
		d.failed = true
	}
	return string(text)
}

func (d *decoder) atMost(most uint64) uint64 {
	n := d.uvarint()
	if n > most {
		d.failed = true
		return 0
	}
	return n
}
