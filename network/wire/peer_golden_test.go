package wire

import (
	"bytes"
	"testing"
)

func TestBrowseMessagesKeepTheirForm(t *testing.T) {
	golden(t, "browse_request", &BrowseRequest{After: "Music/Bach/Air.flac", Limit: 300})
	golden(t, "browse_request_empty", &BrowseRequest{})
	golden(t, "browse_page", &BrowsePage{
		Entries: []*BrowseEntry{
			{Root: bytes.Repeat([]byte{0xab}, 32), Rel: "Docs/空.txt", Size: 0},
			{Root: bytes.Repeat([]byte{0xcd}, 32), Rel: "Music/Bach/Air.flac", Size: 1 << 44},
		},
		Last: true,
	})
	golden(t, "browse_page_refused", &BrowsePage{Status: BrowsePage_REFUSED, Last: true})
}
