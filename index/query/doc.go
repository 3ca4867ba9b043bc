// Package query is the language people search in, and the one meaning it has
// everywhere: in the window, in the index on disk, and at the peers a search
// reaches.
//
// # The language
//
//	bach air            every word must be in the name
//	"air on the g"      these words, one directly after the other
//	flac OR mp3         one of these words; OR binds closer than a space
//	-live  -"live at"   not with this word or phrase
//	beeth               the last word may be the beginning of one, as one types it;
//	beeth type:audio    so it may before filters; a space at the end finishes it
//	beet* symph*        so may any word with a star
//	type:video          audio, video, image, document, archive, program or other
//	ext:flac,mp3        one of these extensions
//	-type:video -ext:m3u none of these
//	size:>10MB          larger, also >=, <, <=, 1MB..20MB; KB is 1,000, KiB 1,024 bytes
//	artist:bach         the word, or phrase in quotes, in what the file says of
//	album:"pastel blues" itself; also title: and, without it, -artist:bach
//	duration:>10m       as the file says, also 3:45, 90s, 1h..2h
//	width:>=1920        and height: in pixels; bitrate:>=320 in kbit/s
//	peer:anna           at this contact or user ID only, also peer:"anna b" and -peer:
//	date:>2024-01       changed after, also >=, <, <=, 2020..2022, 2024-01-31; days in UTC
//
// OR is written in capitals; "or" is a word like any other. It joins its two
// neighbours, so that bach air OR fugue finds Bach with one of both.
//
// # What is searched
//
// A query is matched against share.File.Rel, that is the shared folder's name,
// the folders inside it and the file's own name, because people file things in
// folders: "bach air" finds "Bach/Air.flac". A phrase may run from one element
// into the next. After it comes what the file says of itself (share.Meta):
// artist, album and title are searched as the name is, each for itself.
//
// # Tokens
//
// Text is compared by tokens, never by bytes. Compatibility forms, case and the
// accents of Latin and Greek are folded. Whatever is no letter and no digit
// separates, and letters are separated from digits: "S01E02" is s 01 e 02. A
// word of a query that falls into several tokens means their phrase, so that
// "s01e02", "24.04" and "x264" find what they say, and "20240131" finds
// "IMG_20240131.jpg". A name in CamelCase is found by its parts as well as by
// the whole.
//
// Scripts that put no spaces between words (Chinese, Japanese, Korean, Thai and
// their neighbours) become bigrams, every two adjacent characters, plus the
// last character alone: so any stretch of such a text is found by the phrase of
// its bigrams, and a single character as the beginning of a token.
//
// # How it moves
//
// Parse makes a Query, an immutable value; String writes it so that Parse reads
// the same again. Match is the plain truth about one file and needs no index;
// the index answers exactly what Match would. Everything here is pure.
package query
