package uitest

import (
	"fmt"
	"time"

	"hinny/app/api"
	"hinny/share"
)

// peers are IDs as real ones look.
func peerID(i int) string {
	return fmt.Sprintf("12D3KooWRrnCvG9CJXYDCXYQn1cQxKLcF3jDJFLQzH1tQ%dab%dXy", i, i*7)
}

// Sample returns a node in the middle of its life, for pictures.
func Sample() *Node {
	n := &Node{Now: api.Status{
		Peer: peerID(1), Reach: api.ReachDirect, Addrs: []string{"/ip4/192.0.2.7/tcp/4001/p2p/" + peerID(1)}, Downloads: "/home/ada/Downloads",
		Neighbours: 6, Connections: 14, SharedFiles: 8, SharedBytes: 4_200_000_000, Indexed: 8, DownRate: 8_400_000, UpRate: 1_200_000,
		Hashing: 2, HashingLeft: 300_000_000, HashedBytes: 900_000_000,
	}, Week: sampleWeek()}
	for i, f := range []struct {
		name string
		size int64
	}{
		{"A short history of hinnies.pdf", 2_400_000},
		{"骡子与驴骡 纪录片.mkv", 1_400_000_000},
		{"Hinny at dawn (4).jpg", 3_100_000},
		{"The mule's song - a very long name that does not fit into any column, however wide the window is drawn.flac", 31_000_000},
		{"stable-tools-2.1.tar.zst", 88_000_000},
		{"empty.txt", 0},
		{"Pack animals 🐴 “best of”.mp4", 720_000_000},
		{"farriery.epub", 910_000},
	} {
		root, kind := Root(i), share.KindOf(f.name)
		n.Answers = append(n.Answers, api.Result{
			Root: root, Name: f.name, Size: f.size, Kind: kind, Have: i == 2, Score: float64(20 - i), Rate: share.RateClass(20 - 2*i),
			Providers: []string{peerID(2), peerID(3), peerID(4), peerID(5)}[:1+i%4],
		})
		n.Library = append(n.Library, api.SharedFile{Root: root, Name: f.name, Rel: "Animals/" + f.name, Path: "/home/ada/Animals/" + f.name, Size: f.size, Kind: kind, Have: i%3 == 0})
	}
	n.Library[4].Asked, n.Library[4].Sent = 12, 640_000_000
	n.Library[6].Asked, n.Library[6].Sent = 3, 1_440_000_000
	n.Answers[1].Meta = share.Meta{Title: "驴骡", Duration: 92*time.Minute + 5*time.Second, Bitrate: 2_030_000, Width: 1920, Height: 1080}
	n.Answers[2].Meta = share.Meta{Width: 4032, Height: 3024}
	n.Answers[3].Meta = share.Meta{Artist: "The Mules", Title: "The mule's song", Duration: 243 * time.Second, Bitrate: 1_020_000}
	n.Answers[2].Names = []string{n.Answers[2].Name, "IMG_20260331_055512.jpg", "dawn.jpg"}
	n.Shared = []api.Folder{{Path: "/home/ada/Animals", Name: "Animals", Files: 8, Bytes: 2_245_000_000}, {Path: "/mnt/old", Name: "old", Error: "the folder is not there"}}
	n.Excluded, n.Local = sampleExclusions(), sampleLocal()
	n.Downloads, n.Entries, n.Counted = sampleDownloads(), sampleEntries(), sampleStatistics()
	n.Filed = []api.Category{{Name: "Films", Folder: "/home/ada/Films", Color: "blue"}, {Name: "Papers"}}
	n.Sending = []api.Upload{{Peer: peerID(4), Root: Root(2), Name: "Hinny at dawn (4).jpg", Size: 3_100_000, Bytes: 1_000_000, Rate: 1_200_000, State: "active"}}
	n.Known = []api.Peer{
		{Peer: peerID(2), DisplayName: "Ludwig", Connected: true, Neighbour: true, Client: "hinny/0.1.0", RTT: 12, DownBytes: 230_000_000, Addrs: []string{"/ip4/192.0.2.9/tcp/4001"}},
		{Peer: peerID(3), Name: "Grace", Note: "sings", Connected: true, Client: "hinny/0.1.0", RTT: 0.4, UpBytes: 4_000_000},
		{Peer: peerID(4), How: "known", Addrs: []string{"/ip4/192.0.2.10/tcp/4001"}},
	}
	return n
}

func sampleDownloads() []api.Transfer {
	began := time.Date(2026, 3, 31, 12, 0, 0, 0, time.UTC)
	chunks := func(kind func(i int) byte) []byte {
		m := make([]byte, 400)
		for i := range m {
			m[i] = kind(i)
		}
		return m
	}
	active := chunks(func(i int) byte {
		switch {
		case i < 150 || i%17 < 5:
			return api.MapHave | 3
		case i%23 == 0:
			return api.MapFetching | 2
		case i > 330 && i < 352:
			return 0
		}
		return byte(1 + i/40)
	})
	details := []api.Provider{
		{Peer: peerID(2), Chunks: 400, Bytes: 410_000_000, Rate: 5_200_000, State: "active"},
		{Peer: peerID(3), Chunks: 212, Bytes: 230_000_000, Rate: 3_200_000, State: "active"},
		{Peer: peerID(4), Chunks: 400, Bytes: 0, State: "queued", Rank: 3, Of: 12, Wait: 340},
		{Peer: peerID(5), Chunks: 90, Bytes: 1_000_000, State: "avoided"},
	}
	return []api.Transfer{
		{Root: Root(1), Name: "骡子与驴骡 纪录片.mkv", Size: 1_400_000_000, Done: 641_000_000, Rate: 8_400_000, State: api.StateActive, Providers: 3, Details: details, Map: active, Started: began.Add(4), Queue: 1},
		{Root: Root(6), Name: "Pack animals 🐴 “best of”.mp4", Size: 720_000_000, Done: 270_000_000, State: api.StatePaused, Providers: 2, Map: active, Started: began.Add(3), Queue: 2},
		{Root: Root(4), Name: "stable-tools-2.1.tar.zst", Size: 88_000_000, State: api.StateSearching, Map: make([]byte, 336), Started: began.Add(2), Queue: 3},
		{Root: Root(7), Name: "farriery.epub", Size: 910_000, Done: 0, State: api.StateFailed, Error: "the disk is full: free some space and resume", Started: began.Add(1), Queue: 4},
		{Root: Root(2), Name: "Hinny at dawn (4).jpg", Size: 3_100_000, Done: 3_100_000, State: api.StateComplete, Path: "/home/ada/Downloads/Hinny at dawn (4).jpg", Started: began},
	}
}
