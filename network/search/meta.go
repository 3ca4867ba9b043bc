package search

import (
	"math"
	"time"

	"hinny/network/wire"
	"hinny/share"
)

// metaMessage writes what a file says of itself; nothing where it says nothing.
func metaMessage(m share.Meta) *wire.SearchMeta {
	if m.IsZero() {
		return nil
	}
	return &wire.SearchMeta{
		Artist: m.Artist, Album: m.Album, Title: m.Title,
		Duration: uint64(m.Duration / time.Millisecond), Bitrate: uint64(m.Bitrate),
		Width: uint32(m.Width), Height: uint32(m.Height),
	}
}

// openMeta reads what a peer says that a file says. What is beyond the bounds is
// left out instead of refused: what can be seen of a text depends on the version
// of Unicode a program knows.
func openMeta(m *wire.SearchMeta) share.Meta {
	if m == nil {
		return share.Meta{}
	}
	const mostDuration = uint64(math.MaxInt64 / time.Millisecond)
	return share.Meta{
		Artist: m.GetArtist(), Album: m.GetAlbum(), Title: m.GetTitle(),
		Duration: time.Duration(min(m.GetDuration(), mostDuration)) * time.Millisecond,
		Bitrate:  int64(min(m.GetBitrate(), math.MaxInt64)),
		Width:    int(min(m.GetWidth(), math.MaxInt32)), Height: int(min(m.GetHeight(), math.MaxInt32)),
	}.Bounded()
}
