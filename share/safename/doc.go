// Package safename turns a file name from a stranger into one that is safe to
// create on every system. It is pure: no disk, no clock.
//
// The same rules hold everywhere, also where the system would allow more, so
// that a folder can be copied from one system to another. A good name, in any
// script and with emoji, is left as it is. What changes:
//
//   - separators (/ and \) and : * ? < > | become "_", so a path, a drive, a
//     network share or an alternate data stream is one plain element;
//   - a double quote, which Windows forbids, becomes a single quote, so that
//     the name stays recognisable;
//   - control characters and the invisible characters that reorder or hide text
//     (bidirectional marks, zero width, byte order mark) are dropped;
//   - bytes that are no UTF-8 become "_", and the text is put in Unicode NFC;
//   - white space at both ends and dots at the end are dropped, since Windows
//     drops them too, and another file would be meant;
//   - the names of Windows devices, with any extension, get a "_" in front;
//   - an element keeps to 240 bytes, with its extension, cut between runes;
//   - if nothing is left, the name is "unnamed".
package safename
