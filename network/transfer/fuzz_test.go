package transfer

import (
	"bytes"
	"testing"

	"hinny/network/wire"
	"hinny/share"
)

func FuzzControlFrame(f *testing.F) {
	root := make([]byte, 32)
	for _, body := range []*wire.TransferFrame{
		{Body: &wire.TransferFrame_Open{Open: &wire.TransferOpen{Session: 1, Root: root, WantManifest: true}}},
		openedFrame(&wire.TransferOpened{Session: 1, Known: true, Size: 3 * share.MinChunkSize, Bits: []byte{5}}),
		openedFrame(&wire.TransferOpened{Session: 1, Known: true, Size: 1 << 63, All: true}),
		haveFrame(1, []uint32{1, 2, 3, 1 << 31}), cancelFrame([]uint32{9}), peersFrame(1, [][]byte{{1, 2}}),
		refusedFrame(1, wire.TransferRefused_BUSY), closeFrame(1),
	} {
		data, err := wire.Append(nil, body)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte{0xff, 0xff, 0xff, 0xff, 0x0f})
	f.Fuzz(func(t *testing.T, data []byte) {
		frame, err := decodeFrame(wire.NewReader(bytes.NewReader(data), maxFrame))
		if err != nil {
			return
		}
		if m := frame.GetOpened(); m.GetKnown() {
			have, err := openedHave(m)
			if err != nil || share.CheckSize(int64(m.GetSize())) != nil || have.Len() != share.ChunkCount(int64(m.GetSize())) {
				t.Fatalf("accepted %v", m)
			}
		}
		if len(frame.GetHave().GetChunks()) > maxList || len(frame.GetPeers().GetRecords()) > maxPeers {
			t.Fatalf("accepted too much: %v", frame)
		}
	})
}

func FuzzDataRecords(f *testing.F) {
	f.Add(ask{id: 1, session: 2, kind: kindOutboard, index: 3}.append(nil))
	f.Add(ask{id: 1, session: 2, kind: kindSections, index: 3, from: 4, upto: 16}.append(nil))
	ok := make([]byte, recordSize)
	block{id: 7, offset: 1 << 18, length: maxBlock}.put(ok)
	f.Add(ok)
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) < recordSize {
			return
		}
		record := [recordSize]byte(data)
		if a, err := parseAsk(record); err == nil && !bytes.Equal(a.append(nil), record[:]) {
			t.Fatalf("%v has two forms", a)
		}
		b, err := parseBlock(record)
		if err != nil {
			return
		}
		again := make([]byte, recordSize)
		if b.put(again); !bytes.Equal(again, record[:]) {
			t.Fatalf("%v has two forms", b)
		}
		if b.length > maxBlock || (b.status == statusOK) != (b.length > 0) {
			t.Fatalf("accepted %v", b)
		}
	})
}
