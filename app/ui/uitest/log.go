package uitest

import (
	"context"
	"time"

	"hinny/app/api"
)

var _ api.Logger = (*Node)(nil)

// logEvery is how often Log looks for more, in virtual time.
const logEvery = 100 * time.Millisecond

// Log implements api.Logger.
func (n *Node) Log(ctx context.Context, r api.LogRequest, found func(api.Entry) bool) error {
	for {
		entries, err := seen(n, func() []api.Entry { return append([]api.Entry(nil), n.Entries...) })
		if err != nil {
			return err
		}
		for _, e := range entries {
			if e.Seq <= r.After {
				continue
			}
			if r.After = e.Seq; !found(e) {
				return nil
			}
		}
		if !r.Follow {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(logEvery):
		}
	}
}

// sampleEntries are a morning in the life of a node.
func sampleEntries() []api.Entry {
	began := time.Date(2026, 3, 31, 9, 12, 5, 0, time.Local) // so that pictures show the same everywhere
	entries := []api.Entry{
		{Level: api.LevelInfo, What: api.HappenedStarted, Detail: "0.1.0"},
		{Level: api.LevelInfo, What: api.HappenedOnline},
		{Level: api.LevelInfo, What: api.HappenedScanned, Detail: "8"},
		{Level: api.LevelWarning, What: api.HappenedWatchLimit, Text: "Not every shared folder can be watched."},
		{Level: api.LevelInfo, What: api.HappenedOrdered, Name: "Hinny at dawn (4).jpg"},
		{Level: api.LevelInfo, What: api.HappenedArrived, Name: "Hinny at dawn (4).jpg", Detail: "/home/ada/Downloads/Hinny at dawn (4).jpg"},
		{Level: api.LevelWarning, What: api.HappenedWrongBytes, Peer: peerID(5), Name: "Pack animals.mp4"},
		{Level: api.LevelWarning, What: api.HappenedBanned, Peer: peerID(3), Detail: "10 min", Times: 3},
		{Level: api.LevelError, What: api.HappenedFailed, Name: "farriery.epub", Detail: "the disk is full: free some space and resume"},
		{Level: api.LevelError, Text: "The peer book is not saved (error no space left on device)"},
	}
	for i := range entries {
		entries[i].ID, entries[i].Seq, entries[i].Times = uint64(i+1), uint64(i+1), max(entries[i].Times, 1)
		entries[i].Time = began.Add(time.Duration(i*i) * 37 * time.Second)
	}
	return entries
}
