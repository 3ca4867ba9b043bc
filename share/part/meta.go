package part

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"hinny/share"
)

// metaLimit is the largest meta record in bytes. Providers and sources are
// bounded by those who fill them in; this is the backstop.
const metaLimit = 1 << 20

// metaHead opens every meta record: its version and the checksum of the rest.
const metaHead = "hinny part 1 %08x\n"

// Meta is what is wanted and known of one download besides its content.
type Meta struct {
	Root       share.RootHash
	Size       int64  // bytes; -1 until SetManifest, and a claim until the last chunk is there
	Name       string // as it was wished for, not yet cleaned
	Out        string // folder the finished file goes to
	Paused     bool
	Priority   int      `json:",omitempty"` // in the terms of network/transfer; 0 is normal
	Turn       int64    `json:",omitempty"` // likewise; 0 in records from before there were turns
	Sequential bool     `json:",omitempty"` // the chunks are wanted in the order of the file
	Category   string   `json:",omitempty"` // what the person files it under
	Providers  []string // peer IDs or full multiaddrs
	Added      time.Time
	Seconds    float64          // spent downloading
	Sources    map[string]int64 // bytes by peer ID

	// Target is the path the finished file is about to get; see Finish.
	Target string
}

func (m Meta) clone() Meta {
	m.Providers = slices.Clone(m.Providers)
	m.Sources = maps.Clone(m.Sources)
	return m
}

// encodeMeta writes the form that decodeMeta reads.
func encodeMeta(m Meta) ([]byte, error) {
	body, err := json.Marshal(m)
	if err != nil {
		return nil, fmt.Errorf("write the record of %s: %w", m.Root.Short(), err)
	}
	data := append(fmt.Appendf(nil, metaHead, checksum(body)), body...)
	if len(data) > metaLimit {
		return nil, fmt.Errorf("write the record of %s: %w: %d bytes", m.Root.Short(), share.ErrTooLarge, len(data))
	}
	return data, nil
}

// decodeMeta reads a record and checks that it is of the given file.
func decodeMeta(root share.RootHash, data []byte) (Meta, error) {
	head, body, ok := bytes.Cut(data, []byte("\n"))
	if !ok || string(head)+"\n" != fmt.Sprintf(metaHead, checksum(body)) {
		return Meta{}, errors.New("the record is damaged")
	}
	var m Meta
	if err := json.Unmarshal(body, &m); err != nil {
		return Meta{}, fmt.Errorf("the record is damaged: %w", err)
	}
	if m.Root != root {
		return Meta{}, fmt.Errorf("the record is of another file, %s", m.Root)
	}
	if m.Size != -1 {
		if err := share.CheckSize(m.Size); err != nil {
			return Meta{}, err
		}
	}
	return m, nil
}
