package meta

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"image"
	"image/png"
	"math"
	"testing"
)

// The smallest files that say something, made field by field.

func join(parts ...any) []byte {
	var out []byte
	for _, part := range parts {
		switch p := part.(type) {
		case string:
			out = append(out, p...)
		case []byte:
			out = append(out, p...)
		}
	}
	return out
}

func be32(n int) []byte  { return binary.BigEndian.AppendUint32(nil, uint32(n)) }
func le32(n int) []byte  { return binary.LittleEndian.AppendUint32(nil, uint32(n)) }
func zeros(n int) []byte { return make([]byte, n) }

func comments(texts ...string) []byte {
	out := join(le32(2), "me", le32(len(texts)))
	for _, text := range texts {
		out = join(out, le32(len(text)), text)
	}
	return out
}

// aFLAC lasts 90 seconds at 44,100 Hz.
func aFLAC() []byte {
	info := zeros(34)
	binary.BigEndian.PutUint64(info[10:], 44_100<<44|1<<41|15<<36|44_100*90)
	tags := comments("ARTIST=Nina Simone", "Title=Sinnerman", "album=Pastel Blues", "COVER="+string(zeros(9000)))
	return join("fLaC", zeros(1), be32(len(info))[1:], info, "\x84", be32(len(tags))[1:], tags)
}

func page(serial int, granule int64, body []byte) []byte {
	head := join("OggS", zeros(2), binary.LittleEndian.AppendUint64(nil, uint64(granule)), le32(serial), zeros(8))
	lacing := bytes.Repeat([]byte{255}, len(body)/255)
	lacing = append(lacing, byte(len(body)%255))
	return join(head, []byte{byte(len(lacing))}, lacing, body)
}

// anOpus lasts two minutes.
func anOpus() []byte {
	return join(
		page(7, 0, join("OpusHead\x01\x02", []byte{0x38, 1}, le32(44_100), zeros(3))),
		page(7, 0, join("OpusTags", comments("artist=Can", "title=Spoon"))),
		page(7, 48_000*120+312, zeros(600)),
		page(9, 1<<40, zeros(3)), // of another stream
	)
}

func aWAV() []byte {
	return join("RIFF", le32(40), "WAVEfmt ", le32(16), zeros(8), le32(1000), zeros(4), "LIST", le32(4), "INFO", "data", le32(5000), zeros(5000))
}

func anAVI() []byte {
	head := join(le32(40_000), zeros(12), le32(250), zeros(12), le32(640), le32(480), zeros(16))
	return join("RIFF", le32(0), "AVI LIST", le32(100), "hdrl", "avih", le32(56), head)
}

func element(id string, body ...any) []byte {
	b := join(body...)
	return join(id, []byte{0x40 | byte(len(b)>>8), byte(len(b))}, b)
}

// aMatroska lasts 10.5 seconds; the length of its segment is unknown.
func aMatroska() []byte {
	duration := binary.BigEndian.AppendUint64(nil, math.Float64bits(10_500))
	return join(
		element("\x1a\x45\xdf\xa3", zeros(20)),
		"\x18\x53\x80\x67\x01\xff\xff\xff\xff\xff\xff\xff",
		element("\xec", zeros(300)), // nothing
		element("\x15\x49\xa9\x66", element("\x2a\xd7\xb1", be32(1_000_000)), element("\x44\x89", duration), element("\x7b\xa9", "A Film")),
		element("\x16\x54\xae\x6b", element("\xae", element("\xd7", "\x01"), element("\xe0", element("\xb0", "\x07\x80"), element("\xba", "\x04\x38")))),
		element("\x1f\x43\xb6\x75", zeros(99)),
	)
}

func box4(name string, body ...any) []byte {
	b := join(body...)
	return join(be32(len(b)+8), name, b)
}

// anMP4 has its film before its description, as cameras write it.
func anMP4() []byte {
	text := func(name, value string) []byte { return box4(name, box4("data", be32(1), be32(0), value)) }
	return join(
		box4("ftyp", "isom", be32(0), "isom"),
		box4("mdat", zeros(100_000)),
		box4("moov",
			box4("mvhd", zeros(12), be32(600), be32(600*75), zeros(80)),
			box4("trak", box4("tkhd", zeros(76), be32(1920<<16), be32(1080<<16))),
			box4("trak", box4("tkhd", zeros(84))), // sound
			box4("udta", box4("meta", zeros(4), box4("ilst", text("\xa9nam", "Holiday"), text("\xa9ART", "Me"), text("covr", string(zeros(5000)))))),
		),
	)
}

// id3 is a tag of version 2.3.
func id3(frames ...[2]string) []byte {
	var body []byte
	for _, f := range frames {
		body = join(body, f[0], be32(len(f[1])+1), zeros(2), "\x03", f[1])
	}
	n := len(body)
	return join("ID3\x03\x00\x00", []byte{0, byte(n >> 14 & 127), byte(n >> 7 & 127), byte(n & 127)}, body)
}

// frames are MPEG 1 layer III frames of 128 kbit/s at 44,100 Hz.
func frames(n int) []byte {
	return bytes.Repeat(join("\xff\xfb\x90\x00", zeros(413)), n)
}

func anMP3() []byte {
	return join(id3([2]string{"TPE1", "Bach"}, [2]string{"TIT2", "Air"}, [2]string{"TALB", "Suite No. 3"}), frames(200))
}

// aVariableMP3 says itself how many frames it has.
func aVariableMP3() []byte {
	first := join("\xff\xfb\x90\x00", zeros(32), "Xing", be32(1), be32(10_000))
	return join(zeros(30), first, zeros(417-len(first)), frames(3))
}

func aPNG(t testing.TB) []byte {
	var out bytes.Buffer
	if err := png.Encode(&out, image.NewGray(image.Rect(0, 0, 31, 17))); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func aDocument(t testing.TB, name, xml string) []byte {
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	for file, content := range map[string]string{"mimetype": "x", name: xml} {
		w, err := archive.Create(file)
		if err == nil {
			_, err = w.Write([]byte(content))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func aPDF(info string) []byte {
	return join("%PDF-1.4\n1 0 obj\n<< /Title (Chapter 1) >>\nendobj\n2 0 obj\n<< ", info, " /Producer (x) >>\nendobj\ntrailer << /Info 2 0 R >>\n%%EOF")
}
