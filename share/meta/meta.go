package meta

import (
	"io"
	"time"

	"hinny/share"
)

// Form is another number whenever files are read better than before, so that
// what was read by an older Hinny can be read again.
const Form = 1

// Reads reports whether a file of this name may say something of itself.
func Reads(name string) bool {
	switch share.KindOf(name) {
	case share.KindAudio, share.KindVideo, share.KindImage:
		return true
	case share.KindDocument:
		switch share.Extension(name) {
		case "pdf", "epub", "docx", "xlsx", "pptx", "odt", "ods", "odp":
			return true
		}
	}
	return false
}

// Read returns what a file of size bytes says of itself. It reads at most a few
// MiB for at most about a second, and returns the zero Meta for whatever it
// does not understand.
func Read(file io.ReaderAt, size int64, name string) share.Meta {
	if !Reads(name) || size <= 0 {
		return share.Meta{}
	}
	w := newWindow(file, size)
	m := contained(w, readerOf(w.head(0, sniffed), name))
	if m.Bitrate == 0 && m.Duration >= time.Second && m.Duration <= share.MaxDuration {
		m.Bitrate = int64(float64(size) * 8 / m.Duration.Seconds())
	}
	return m.Bounded()
}

// reader fills in what it finds. It may stop anywhere, and panic.
type reader func(w *window, m *share.Meta)

// contained runs a reader and keeps what it had found when it panicked.
func contained(w *window, read reader) (m share.Meta) {
	defer func() { _ = recover() }() // a file that no library expected; it says what it has said so far
	if read != nil {
		read(w, &m)
	}
	return m
}

// sniffed is how many first bytes tell what a file is.
const sniffed = 16

// readerOf tells what a file is.
func readerOf(first []byte, name string) reader {
	at := func(offset int, magic string) bool {
		return len(first) >= offset+len(magic) && string(first[offset:offset+len(magic)]) == magic
	}
	switch {
	case at(0, "fLaC"):
		return readFLAC
	case at(0, "OggS"):
		return readOgg
	case at(0, "RIFF") && at(8, "WAVE"), at(0, "RIFF") && at(8, "AVI "):
		return readRIFF
	case at(4, "ftyp"), at(4, "moov"), at(4, "mdat"), at(4, "wide"):
		return readMP4
	case at(0, "\x1a\x45\xdf\xa3"):
		return readMatroska
	case at(0, "PK\x03\x04"):
		return readZip
	case at(0, "%PDF-"):
		return readPDF
	}
	switch {
	case share.KindOf(name) == share.KindImage:
		return readImage
	case at(0, "ID3"), share.Extension(name) == "mp3":
		return readMP3
	}
	return nil
}
