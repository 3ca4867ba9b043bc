package wire

import (
	"bytes"
	"testing"
)

func TestGoldenTransfer(t *testing.T) {
	root := bytes.Repeat([]byte{0xab}, 32)
	for name, m := range map[string]*TransferFrame{
		"transfer_open":            {Body: &TransferFrame_Open{Open: &TransferOpen{Session: 7, Root: root, WantManifest: true, Downloading: true}}},
		"transfer_open_defers":     {Body: &TransferFrame_Open{Open: &TransferOpen{Session: 7, Root: make([]byte, 32), Defers: true}}},
		"transfer_opened_tail":     {Body: &TransferFrame_Opened{Opened: &TransferOpened{Session: 7, Known: true, Size: 1 << 20, All: true, Tail: []byte{3, 4}}}},
		"transfer_opened_sections": {Body: &TransferFrame_Opened{Opened: &TransferOpened{Session: 7, Known: true, Size: 1 << 20, All: true, Sections: true}}},
		"transfer_opened":          {Body: &TransferFrame_Opened{Opened: &TransferOpened{Session: 7, Known: true, Size: 1 << 20, Bits: []byte{9}, Name: "Air.flac", Outboard: []byte{1, 2}}}},
		"transfer_refused":         {Body: &TransferFrame_Refused{Refused: &TransferRefused{Session: 7, Code: TransferRefused_CHANGED}}},
		"transfer_have":            {Body: &TransferFrame_Have{Have: &TransferHave{Session: 7, Chunks: []uint32{1, 300}}}},
		"transfer_queue":           {Body: &TransferFrame_Queue{Queue: &TransferQueue{Session: 7, Rank: 3, Of: 9, EtaSeconds: 60, Reason: "slots"}}},
		"transfer_grant":           {Body: &TransferFrame_Grant{Grant: &TransferGrant{Session: 7, LeaseSeconds: 60, Bytes: 16 << 20, Streams: 2}}},
		"transfer_revoke":          {Body: &TransferFrame_Revoke{Revoke: &TransferRevoke{Session: 7, Reason: "slow"}}},
		"transfer_cancel":          {Body: &TransferFrame_Cancel{Cancel: &TransferCancel{Requests: []uint32{4, 5}}}},
		"transfer_peers":           {Body: &TransferFrame_Peers{Peers: &TransferPeers{Session: 7, Records: [][]byte{{1}, {2}}}}},
		"transfer_sent":            {Body: &TransferFrame_Sent{Sent: &TransferSent{Session: 7, Chunks: []uint32{1, 300}}}},
		"transfer_close":           {Body: &TransferFrame_Close{Close: &TransferClose{Session: 7}}},
	} {
		t.Run(name, func(t *testing.T) { golden(t, name, m) })
	}
}
