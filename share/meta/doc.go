// Package meta reads what files say of themselves: the artist, album and title
// of a recording, its length and bit rate, the size of a picture or a film, the
// title of a document.
//
// It is called where a file was just hashed, so that its bytes are still in the
// system's cache, and opens nothing itself. It knows files by their first
// bytes; only those whose names promise a recording, a picture or a document
// are looked at (Reads), so that a million small files of other kinds cost
// nothing.
//
// # Who reads what
//
//	pictures                  image.DecodeConfig and golang.org/x/image
//	ID3 tags (mp3)            github.com/dhowden/tag
//	mp4, m4a, mov, 3gp        github.com/abema/go-mp4
//	docx, odt, epub           archive/zip and encoding/xml
//	mp3 frames, flac, ogg, opus, wav, avi, mkv, webm, pdf
//	                          the few fields that are needed, here
//
// dhowden/tag reads flac and ogg too, but takes the length of a cover at its
// word: 4 GB for a file of a hundred bytes.
//
// # Files lie
//
// A file may be made by somebody who wants to do harm: downloads are shared and
// looked at too. All reading goes through a window that bounds the bytes, the
// calls and the time; after that, everything looks like the end of the file. A
// panic is caught. What is found is bounded by share.Meta.Bounded. Nothing here
// is an error to anybody: a file that cannot be understood says nothing.
package meta
