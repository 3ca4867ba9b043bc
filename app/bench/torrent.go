package main

import (
	"context"
	"crypto/sha1"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// pieceLength of the torrents: 1 MiB, what common tools choose for a gibibyte.
const pieceLength = 1 << 20

// makeTorrent writes the metainfo of file (BEP 3) with one tracker.
func makeTorrent(file, target, tracker string) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	var pieces []byte
	var size int64
	for buf := make([]byte, pieceLength); ; {
		n, err := io.ReadFull(f, buf)
		if n > 0 {
			sum := sha1.Sum(buf[:n])
			pieces = append(pieces, sum[:]...)
			size += int64(n)
		}
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			break
		} else if err != nil {
			return err
		}
	}
	name := filepath.Base(file)
	info := fmt.Sprintf("d6:lengthi%de4:name%d:%s12:piece lengthi%de6:pieces%d:%se", size, len(name), name, pieceLength, len(pieces), pieces)
	metainfo := fmt.Sprintf("d8:announce%d:%s4:info%se", len(tracker), tracker, info)
	return os.WriteFile(target, []byte(metainfo), 0o644)
}

// startTracker runs the tracker on the first source and makes the torrent.
func startTracker(ctx context.Context, r *round) (torrent string, err error) {
	self, err := os.Executable()
	if err != nil {
		return "", err
	}
	addr := fmt.Sprintf("%s:%d", r.lab.addr(0), trackerPort)
	if err := r.procs.start(r.lab.cmd(ctx, 0, self, trackerCommand, addr)); err != nil {
		return "", err
	}
	torrent = filepath.Join(r.dir, "content.torrent")
	return torrent, makeTorrent(r.file, torrent, "http://"+addr+"/announce")
}
