package e2e

import (
	"encoding/binary"
	"slices"
	"testing"
	"time"

	"hinny/share"
)

// song is the beginning of a FLAC file that says who plays.
func song(comments ...string) []byte {
	const rate, seconds = 44_100, 90
	info := make([]byte, 34)
	binary.BigEndian.PutUint64(info[10:], rate<<44|1<<41|15<<36|rate*seconds)
	tags := binary.LittleEndian.AppendUint32(nil, 0) // nobody made it
	tags = binary.LittleEndian.AppendUint32(tags, uint32(len(comments)))
	for _, c := range comments {
		tags = append(binary.LittleEndian.AppendUint32(tags, uint32(len(c))), c...)
	}
	block := func(kind byte, body []byte) []byte {
		head := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
		head[0] = kind
		return append(head, body...)
	}
	const last = 0x80
	return slices.Concat([]byte("fLaC"), block(0, info), block(4|last, tags))
}

// TestFilesOfOthersAreFoundByWhatTheySay: no word of the query is in the name.
func TestFilesOfOthersAreFoundByWhatTheySay(t *testing.T) {
	a := newPeer(t, "a")
	root := a.sum(a.Write("03.flac", song("ARTIST=Nina Simone", "ALBUM=Pastel Blues", "TITLE=Sinnerman")))
	a.Write("04.flac", song("ARTIST=Somebody Else"))
	a.Start()
	b := newPeer(t, "b").Start(a)
	want := share.Meta{Artist: "Nina Simone", Album: "Pastel Blues", Title: "Sinnerman", Duration: 90 * time.Second}
	for _, words := range []string{"sinnerman", `artist:"nina simone" ext:flac`, "album:pastel duration:1m..2m"} {
		r := b.sees(words, root, 1)
		if r.Meta.Bitrate = 0; r.Meta != want || r.Score <= 0 {
			t.Errorf("%s finds %+v", words, r)
		}
		if found := b.Find(words, time.Second); len(found) != 1 {
			t.Errorf("%s finds %d files", words, len(found))
		}
	}
}
