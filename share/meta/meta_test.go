package meta

import (
	"bytes"
	"errors"
	"io"
	"testing"
	"testing/synctest"
	"time"

	"hinny/share"
)

type sample struct {
	name string
	data []byte
	want share.Meta
}

func samples(t testing.TB) []sample {
	const core = `<?xml version="1.0"?><cp:coreProperties xmlns:dc="d"><dc:title>On &amp; On</dc:title><dc:creator>Ada</dc:creator></cp:coreProperties>`
	const book = `<package><metadata><dc:creator opf:role="aut">Mary Shelley</dc:creator><dc:title>Frankenstein</dc:title></metadata></package>`
	return []sample{
		{"a.flac", aFLAC(), share.Meta{Artist: "Nina Simone", Album: "Pastel Blues", Title: "Sinnerman", Duration: 90 * time.Second, Bitrate: 811}},
		{"a.opus", anOpus(), share.Meta{Artist: "Can", Title: "Spoon", Duration: 2 * time.Minute, Bitrate: 52}},
		{"a.wav", aWAV(), share.Meta{Duration: 5 * time.Second, Bitrate: 8089}},
		{"a.avi", anAVI(), share.Meta{Duration: 10 * time.Second, Bitrate: 70, Width: 640, Height: 480}},
		{"a.mkv", aMatroska(), share.Meta{Title: "A Film", Duration: 10500 * time.Millisecond, Bitrate: 387, Width: 1920, Height: 1080}},
		{"a.mp4", anMP4(), share.Meta{Artist: "Me", Title: "Holiday", Duration: 75 * time.Second, Bitrate: 11248, Width: 1920, Height: 1080}},
		{"a.mp3", anMP3(), share.Meta{Artist: "Bach", Album: "Suite No. 3", Title: "Air", Duration: 5212 * time.Millisecond, Bitrate: 128_000}},
		{"b.mp3", aVariableMP3(), share.Meta{Duration: 261224 * time.Millisecond, Bitrate: 51}},
		{"a.png", aPNG(t), share.Meta{Width: 31, Height: 17}},
		{"a.docx", aDocument(t, "docProps/core.xml", core), share.Meta{Title: "On & On", Artist: "Ada"}},
		{"a.epub", aDocument(t, "OEBPS/content.opf", book), share.Meta{Title: "Frankenstein", Artist: "Mary Shelley"}},
		{"a.pdf", aPDF(`/Title (A \(short\) st\157ry) /Author <FEFF00C900760061>`), share.Meta{Title: "A (short) story", Artist: "Éva"}},
		{"a.txt", anMP3(), share.Meta{}},
		{"empty.mp3", nil, share.Meta{}},
		{"text.mp3", []byte("no sound at all"), share.Meta{}},
	}
}

func TestFilesSayWhatTheyAre(t *testing.T) {
	for _, s := range samples(t) {
		if got := Read(bytes.NewReader(s.data), int64(len(s.data)), s.name); got != s.want {
			t.Errorf("%s says %+v, want %+v", s.name, got, s.want)
		}
	}
}

// TestCutFilesAreNoTrouble: a file may end anywhere.
func TestCutFilesAreNoTrouble(t *testing.T) {
	for _, s := range samples(t) {
		for n := 0; n < len(s.data); n += max(1, len(s.data)/97) {
			if got := Read(bytes.NewReader(s.data[:n]), int64(n), s.name); got != got.Bounded() {
				t.Errorf("%s cut after %d bytes says %+v", s.name, n, got)
			}
		}
	}
}

// endless is a file of any bytes, wherever it is read.
type endless struct {
	read func(p []byte, offset int64)
	n    int64
}

func (e *endless) ReadAt(p []byte, offset int64) (int, error) {
	e.n += int64(len(p))
	e.read(p, offset)
	return len(p), nil
}

func TestLittleIsRead(t *testing.T) {
	for name, first := range map[string]string{"a.mp4": "\x00\x00\x00\x08ftyp", "a.flac": "fLaC", "a.mp3": "ID3\x03\x00\x00\x7f\x7f\x7f\x7f", "a.mkv": "\x1a\x45\xdf\xa3\x81", "a.ogg": "OggS", "a.wav": "RIFF....WAVE", "a.tif": "II*\x00\x08\x00\x00\x00\xff\xff", "a.pdf": "%PDF-", "a.docx": "PK\x03\x04"} {
		file := &endless{read: func(p []byte, offset int64) {
			if offset == 0 {
				copy(p, first)
			}
		}}
		Read(file, share.MaxFileSize, name)
		if file.n > (maxBlocks+1)*blockSize {
			t.Errorf("%s: %d bytes are read", name, file.n)
		}
	}
}

// TestSlowFilesAreGivenUp: a disk that takes its time is not waited for.
func TestSlowFilesAreGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		sleepy := &endless{read: func(p []byte, _ int64) {
			<-time.After(maxTime / 4)
			copy(p, "ID3\x03\x00\x00\x7f\x7f\x7f\x7fTIT2\x00\x00\x00\x01")
		}}
		start := time.Now()
		Read(sleepy, 1<<30, "a.mp3")
		if took := time.Since(start); took > 2*maxTime {
			t.Errorf("it took %v", took)
		}
	})
}

func TestAPanicKeepsWhatWasSaid(t *testing.T) {
	got := contained(newWindow(bytes.NewReader(nil), 0), func(_ *window, m *share.Meta) {
		m.Title = "before"
		panic("a library met something")
	})
	if got.Title != "before" {
		t.Errorf("it says %+v", got)
	}
}

func TestWindowTellsTheEnd(t *testing.T) {
	w := newWindow(bytes.NewReader(make([]byte, 100)), 100)
	if n, err := w.ReadAt(make([]byte, 60), 50); n != 50 || !errors.Is(err, io.EOF) {
		t.Errorf("it gave %d bytes, %v", n, err)
	}
	short := newWindow(bytes.NewReader(make([]byte, 10)), 100) // it shrank
	if n, err := short.ReadAt(make([]byte, 60), 50); n != 0 || err == nil {
		t.Errorf("it gave %d bytes, %v", n, err)
	}
}

func TestOnlySomeNamesAreOpened(t *testing.T) {
	for name, want := range map[string]bool{"a.mp3": true, "a.MKV": true, "a.jpg": true, "a.pdf": true, "a.txt": false, "a.json": false, "a.zip": false, "a": false} {
		if Reads(name) != want {
			t.Errorf("%s: %v", name, !want)
		}
	}
}

// FuzzRead: no file makes trouble, whatever it is called.
func FuzzRead(f *testing.F) {
	for _, s := range samples(f) {
		f.Add(s.name, s.data)
	}
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		if got := Read(bytes.NewReader(data), int64(len(data)), name); got != got.Bounded() {
			t.Fatalf("%+v is not bounded", got)
		}
	})
}

// BenchmarkRead prints what one file costs, beside hashing it.
func BenchmarkRead(b *testing.B) {
	for _, s := range samples(b) {
		if s.want.IsZero() {
			continue
		}
		b.Run(s.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Read(bytes.NewReader(s.data), int64(len(s.data)), s.name)
			}
		})
	}
}
