package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"mime/multipart"
	"os"
	"path/filepath"
	"strings"
)

// qbittorrent seeds and fetches a torrent through its web API, which is bound
// to the host's own loopback.
type qbittorrent struct{}

func (qbittorrent) name() string { return "qbittorrent" }

func (qbittorrent) missing(l *lab, _ scenario, _ string) string {
	if !l.isolated() {
		return "it takes no peers on loopback; run as root"
	}
	return installed("qbittorrent-nox")
}

const qbittorrentPort = 6898

// qbittorrentConfig turns off everything that talks to the world, every limit,
// and the password of the web API inside the lab.
const qbittorrentConfig = `[LegalNotice]
Accepted=true

[BitTorrent]
Session\BTProtocol=TCP
Session\DHTEnabled=false
Session\LSDEnabled=false
Session\PeXEnabled=true
Session\Port=6881
Session\AddTorrentStopped=false
Session\IgnoreLimitsOnLAN=true
Session\GlobalMaxSeedingMinutes=-1
Session\DefaultSavePath=%[1]s

[Preferences]
WebUI\Address=127.0.0.1
WebUI\Port=%[2]d
WebUI\LocalHostAuth=false
WebUI\AuthSubnetWhitelistEnabled=true
WebUI\AuthSubnetWhitelist=127.0.0.0/8
WebUI\CSRFProtection=false
WebUI\HostHeaderValidation=false
`

func (q qbittorrent) prepare(ctx context.Context, r *round) error {
	torrent, err := startTracker(ctx, r)
	if err != nil {
		return err
	}
	r.state = torrent
	for i := range r.sources + r.sinks {
		got, profile := r.folder(i, "got"), r.folder(i, "profile")
		if i < r.sources {
			if err := os.Link(r.file, filepath.Join(got, filepath.Base(r.file))); err != nil {
				return err
			}
		}
		config := filepath.Join(profile, "qBittorrent", "config")
		if err := os.MkdirAll(config, 0o755); err != nil {
			return err
		}
		text := fmt.Sprintf(qbittorrentConfig, got, qbittorrentPort)
		if err := os.WriteFile(filepath.Join(config, "qBittorrent.conf"), []byte(text), 0o600); err != nil {
			return err
		}
		if err := r.procs.start(r.lab.cmd(ctx, i, "qbittorrent-nox", "--profile="+profile)); err != nil {
			return err
		}
	}
	for i := range r.sources + r.sinks {
		if err := poll(ctx, func() error { _, err := q.call(ctx, r, i, "app/version"); return err }); err != nil {
			return fmt.Errorf("host %d: %w", i, err)
		}
		if i >= r.sources {
			continue
		}
		if err := q.add(ctx, r, i); err != nil {
			return err
		}
		if err := q.complete(ctx, r, i); err != nil {
			return fmt.Errorf("source %d: %w", i, err)
		}
	}
	return nil
}

func (q qbittorrent) order(ctx context.Context, r *round, sink int) error {
	host := r.sink(sink)
	if err := q.add(ctx, r, host); err != nil {
		return err
	}
	return q.complete(ctx, r, host)
}

// add uploads the torrent file as the web page's form does.
func (q qbittorrent) add(ctx context.Context, r *round, host int) error {
	data, err := os.ReadFile(r.state.(string))
	if err != nil {
		return err
	}
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	part, err := w.CreateFormFile("torrents", "content.torrent")
	if err != nil {
		return err
	}
	if _, err := part.Write(data); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	_, err = r.ask(ctx, host, q.url("torrents/add"), w.FormDataContentType(), &form)
	return err
}

// complete waits until the torrent is checked and whole.
func (q qbittorrent) complete(ctx context.Context, r *round, host int) error {
	return poll(ctx, func() error {
		answer, err := q.call(ctx, r, host, "torrents/info")
		if err != nil {
			return err
		}
		for _, state := range []string{`"uploading"`, `"stalledUP"`, `"queuedUP"`, `"forcedUP"`} {
			if strings.Contains(answer, `"state":`+state) {
				return nil
			}
		}
		return errors.New("not complete")
	})
}

func (q qbittorrent) call(ctx context.Context, r *round, host int, path string) (string, error) {
	return r.ask(ctx, host, q.url(path), "", nil)
}

func (qbittorrent) url(path string) string {
	return fmt.Sprintf("http://127.0.0.1:%d/api/v2/%s", qbittorrentPort, path)
}
