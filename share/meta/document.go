package meta

import (
	"archive/zip"
	"bytes"
	"encoding/hex"
	"encoding/xml"
	"io"
	"path"
	"strings"
	"unicode/utf16"

	"hinny/share"
)

const (
	// maxXML bounds the description of a document as it is unpacked.
	maxXML = 256 << 10
	// pdfPart is how much of the beginning and of the end of a PDF is searched
	// for its description.
	pdfPart = 128 << 10
)

// readZip reads the title and the author of office documents and books.
func readZip(w *window, m *share.Meta) {
	archive, err := zip.NewReader(w, w.size)
	if err != nil {
		return
	}
	for _, f := range archive.File {
		// docProps/core.xml of Microsoft Office, meta.xml of LibreOffice,
		// something.opf of a book.
		if f.Name != "docProps/core.xml" && f.Name != "meta.xml" && path.Ext(f.Name) != ".opf" {
			continue
		}
		content, err := f.Open()
		if err != nil {
			return
		}
		readDublinCore(io.LimitReader(content, maxXML), m)
		_ = content.Close() // it was only read
		return
	}
}

// readDublinCore reads the elements title and creator, which all three formats
// take from the Dublin Core.
func readDublinCore(r io.Reader, m *share.Meta) {
	inside := ""
	for d := xml.NewDecoder(r); ; {
		token, err := d.RawToken()
		if err != nil {
			return
		}
		switch t := token.(type) {
		case xml.StartElement:
			inside = t.Name.Local
		case xml.EndElement:
			inside = ""
		case xml.CharData:
			switch text := string(t); {
			case inside == "title":
				note(m, "title", text)
			case inside == "creator":
				note(m, "artist", text)
			}
		}
	}
}

// readPDF looks for the document's description where programs write it in
// plain: most put it near one end of the file. One that is packed into an
// object stream or encrypted is not found.
func readPDF(w *window, m *share.Meta) {
	end := w.head(max(w.size-pdfPart, 0), pdfPart)
	parts := [][]byte{end}
	if w.size > pdfPart {
		parts = append(parts, w.head(0, pdfPart))
	}
	if bytes.Contains(end, []byte("/Encrypt")) {
		return
	}
	for _, p := range parts {
		info := infoOf(p)
		note(m, "title", pdfText(info, "/Title"))
		note(m, "artist", pdfText(info, "/Author"))
	}
}

// infoOf returns the dictionary that describes the document: the one that names
// the program which made it. Chapters have titles too.
func infoOf(p []byte) []byte {
	for _, mark := range []string{"/Producer", "/CreationDate", "/Creator"} {
		at := bytes.LastIndex(p, []byte(mark))
		if at < 0 {
			continue
		}
		start, end := bytes.LastIndex(p[:at], []byte(" obj")), bytes.Index(p[at:], []byte("endobj"))
		if start >= 0 && end >= 0 {
			return p[start : at+end]
		}
	}
	return nil
}

// pdfText returns the text of a key (ISO 32000-1, 7.3.4 and 7.9.2.2).
func pdfText(info []byte, key string) string {
	_, rest, ok := bytes.Cut(info, []byte(key))
	rest = bytes.TrimLeft(rest, " \r\n\t")
	if !ok || len(rest) == 0 {
		return ""
	}
	var raw []byte
	switch rest[0] {
	case '(':
		raw = literal(rest[1:])
	case '<':
		digits, _, _ := bytes.Cut(rest[1:], []byte(">"))
		raw = make([]byte, len(digits)/2)
		n, _ := hex.Decode(raw, digits) // up to what is no digit
		raw = raw[:n]
	}
	if utf16be, ok := bytes.CutPrefix(raw, []byte("\xfe\xff")); ok {
		var units []uint16
		for ; len(utf16be) > 1; utf16be = utf16be[2:] {
			units = append(units, uint16(utf16be[0])<<8|uint16(utf16be[1]))
		}
		return string(utf16.Decode(units))
	}
	if text, ok := bytes.CutPrefix(raw, []byte("\xef\xbb\xbf")); ok {
		return string(text)
	}
	var latin strings.Builder // PDFDocEncoding is Latin-1 where it matters
	for _, b := range raw {
		latin.WriteRune(rune(b))
	}
	return latin.String()
}

// literal reads a text in brackets, up to the one that closes it.
func literal(p []byte) (raw []byte) {
	depth := 0
	for i := 0; i < len(p) && len(raw) < maxComment; i++ {
		switch b := p[i]; b {
		case '\\':
			if i++; i < len(p) {
				escaped, more := unescape(p[i:])
				raw, i = append(raw, escaped...), i+more
			}
			continue
		case '(':
			depth++
		case ')':
			if depth--; depth < 0 {
				return raw
			}
		}
		raw = append(raw, p[i])
	}
	return raw
}

// unescape reads what follows a backslash, and says how many bytes beyond the
// first it takes.
func unescape(p []byte) (raw []byte, more int) {
	switch p[0] {
	case 'n', 'r', 't', 'b', 'f', '\r', '\n':
		return []byte{' '}, 0
	}
	n, digits := 0, 0
	for digits < 3 && digits < len(p) && p[digits] >= '0' && p[digits] <= '7' {
		n, digits = n*8+int(p[digits]-'0'), digits+1
	}
	if digits == 0 {
		return p[:1], 0
	}
	return []byte{byte(n)}, digits - 1
}
