package wire

import (
	"bytes"
	"testing"
)

func TestSearchMessagesKeepTheirForm(t *testing.T) {
	id := bytes.Repeat([]byte{0x5a}, 16)
	frame := func(name string, f *SearchFrame) { golden(t, name, f) }
	frame("search_membership", &SearchFrame{Body: &SearchFrame_Membership{Membership: &SearchMembership{
		Kind: 4, Urgent: true, Ttl: 6, Records: [][]byte{{1, 2, 3}}, Leaf: true,
	}}})
	frame("search_query", &SearchFrame{Body: &SearchFrame_Query{Query: &SearchQuery{
		Id: id, Ttl: 16, Budget: 4096, Want: 50, Text: `"北京大学" bach ext:flac`,
	}}})
	frame("search_wave", &SearchFrame{Body: &SearchFrame_Query{Query: &SearchQuery{
		Id: id, Ttl: 16, Budget: 4096, Want: 50, Text: "bach", Wave: 2,
	}}})
	frame("search_hits", &SearchFrame{Body: &SearchFrame_Hits{Hits: &SearchHits{Id: id, Sealed: []byte{9, 8, 7}}}})
	frame("search_ping", &SearchFrame{Body: &SearchFrame_Ping{Ping: &SearchPing{}}})
	frame("search_status", &SearchFrame{Body: &SearchFrame_Status{Status: &SearchStatus{Id: id, Asked: 1240}}})
	frame("search_cancel", &SearchFrame{Body: &SearchFrame_Cancel{Cancel: &SearchCancel{Id: id}}})
	frame("search_keys", &SearchFrame{Body: &SearchFrame_Keys{Keys: &SearchKeys{Reset_: true, Added: []byte{1, 2}, Removed: []byte{3}}}})
	frame("search_filter", &SearchFrame{Body: &SearchFrame_Filter{Filter: &SearchFilter{Log: 20, Reset_: true, Data: []byte{4, 5}, Last: true}}})
	golden(t, "search_answer", &SearchAnswer{
		Id: id, Addrs: [][]byte{{4, 127, 0, 0, 1, 6, 0x0f, 0xa1}},
		Hits: []*SearchHit{{Root: bytes.Repeat([]byte{0xab}, 32), Name: "空.txt", Size: 1 << 44}},
	})
	golden(t, "search_answer_rate", &SearchAnswer{
		Id: id, Rate: 11, Hits: []*SearchHit{{Root: bytes.Repeat([]byte{0xab}, 32), Name: "a", Size: 1}},
	})
	golden(t, "search_answer_meta", &SearchAnswer{Id: id, Hits: []*SearchHit{{
		Root: bytes.Repeat([]byte{0xab}, 32), Name: "03.flac", Size: 30 << 20,
		Meta: &SearchMeta{Artist: "Beyoncé", Album: "B'Day", Title: "Déjà Vu", Duration: 240_000, Bitrate: 900_000, Width: 500, Height: 400},
	}}})
}
