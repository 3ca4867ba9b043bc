package transfer

import (
	"fmt"

	"hinny/network/wire"
	"hinny/share"
	"hinny/share/merkle"
)

// checkFrame holds a control message to the limits of transfer.proto.
func checkFrame(frame *wire.TransferFrame) error {
	switch body := frame.GetBody().(type) {
	case *wire.TransferFrame_Open:
		_, err := share.RootHashFromBytes(body.Open.GetRoot())
		return err
	case *wire.TransferFrame_Opened:
		return checkOpened(body.Opened)
	case *wire.TransferFrame_Have:
		return checkCount("chunks", len(body.Have.GetChunks()), maxList)
	case *wire.TransferFrame_Sent:
		return checkCount("chunks", len(body.Sent.GetChunks()), maxList)
	case *wire.TransferFrame_Cancel:
		return checkCount("requests", len(body.Cancel.GetRequests()), maxList)
	case *wire.TransferFrame_Peers:
		for _, record := range body.Peers.GetRecords() {
			if err := checkCount("bytes in a peer record", len(record), maxRecord); err != nil {
				return err
			}
		}
		return checkCount("peer records", len(body.Peers.GetRecords()), maxPeers)
	case nil:
		// A message of a later version: nothing to do, nothing wrong.
	}
	return nil
}

func checkCount(what string, n, most int) error {
	if n > most {
		return fmt.Errorf("%d %s, at most %d", n, what, most)
	}
	return nil
}

func checkOpened(m *wire.TransferOpened) error {
	if !m.GetKnown() {
		return nil
	}
	size := int64(m.GetSize())
	if err := share.CheckSize(size); err != nil {
		return err
	}
	if err := checkCount("bytes in a name", len(m.GetName()), maxName); err != nil {
		return err
	}
	if n := len(m.GetOutboard()); n > maxInline || n > merkle.OutboardSize(size) {
		return fmt.Errorf("an outboard of %d bytes for a file of %d bytes", n, size)
	}
	if err := checkCount("bytes in a tail", len(m.GetTail()), merkle.MaxTail); err != nil {
		return err
	}
	if n := len(m.GetContent()); n > maxInline || (n > 0 && int64(n) != size) {
		return fmt.Errorf("content of %d bytes for a file of %d bytes", n, size)
	}
	_, err := openedHave(m)
	return err
}

// openedHave returns the bitfield of an Opened.
func openedHave(m *wire.TransferOpened) (share.Bitfield, error) {
	chunks := share.ChunkCount(int64(m.GetSize()))
	if m.GetAll() {
		return share.FullBitfield(chunks), nil
	}
	return share.ParseBitfield(chunks, m.GetBits())
}

func openedFrame(m *wire.TransferOpened) *wire.TransferFrame {
	return &wire.TransferFrame{Body: &wire.TransferFrame_Opened{Opened: m}}
}

func refusedFrame(session uint32, code wire.TransferRefused_Code) *wire.TransferFrame {
	return &wire.TransferFrame{Body: &wire.TransferFrame_Refused{Refused: &wire.TransferRefused{Session: session, Code: code}}}
}

func haveFrame(session uint32, chunks []uint32) *wire.TransferFrame {
	return &wire.TransferFrame{Body: &wire.TransferFrame_Have{Have: &wire.TransferHave{Session: session, Chunks: chunks}}}
}

func sentFrame(session, chunk uint32) *wire.TransferFrame {
	return &wire.TransferFrame{Body: &wire.TransferFrame_Sent{Sent: &wire.TransferSent{Session: session, Chunks: []uint32{chunk}}}}
}

func cancelFrame(requests []uint32) *wire.TransferFrame {
	return &wire.TransferFrame{Body: &wire.TransferFrame_Cancel{Cancel: &wire.TransferCancel{Requests: requests}}}
}

func peersFrame(session uint32, records [][]byte) *wire.TransferFrame {
	return &wire.TransferFrame{Body: &wire.TransferFrame_Peers{Peers: &wire.TransferPeers{Session: session, Records: records}}}
}

func closeFrame(session uint32) *wire.TransferFrame {
	return &wire.TransferFrame{Body: &wire.TransferFrame_Close{Close: &wire.TransferClose{Session: session}}}
}
