package catalog

import (
	"encoding/binary"
	"fmt"

	bolt "go.etcd.io/bbolt"

	"hinny/share"
)

// Count is how much others wanted a content.
type Count struct {
	Asked uint64 // how often a peer asked for it
	Sent  uint64 // bytes sent to all of them
}

// Plus adds two counts.
func (c Count) Plus(more Count) Count { return Count{c.Asked + more.Asked, c.Sent + more.Sent} }

func (c Count) encode() []byte {
	return binary.AppendUvarint(binary.AppendUvarint(nil, c.Asked), c.Sent)
}

func decodeCount(payload []byte) (Count, error) {
	d := decoder{data: payload}
	c := Count{Asked: d.uvarint(), Sent: d.uvarint()}
	if d.failed || len(d.data) > 0 {
		return Count{}, fmt.Errorf("%w of a count", errRecord)
	}
	return c, nil
}

// AddCounts adds to what is known of some contents, in one transaction. A
// content that no file has any more is passed over.
func (c *Catalog) AddCounts(counts map[share.RootHash]Count) error {
	if len(counts) == 0 {
		return nil
	}
	return c.update(func(e *edit) error {
		for root, more := range counts {
			if !c.Has(root) {
				continue
			}
			if err := putSealed(e.bucket(bucketCounts), root[:], countIn(e.tx, root).Plus(more).encode()); err != nil {
				return err
			}
		}
		return nil
	})
}

// CountOf returns how much others wanted a content, as AddCounts was told.
func (c *Catalog) CountOf(root share.RootHash) (count Count) {
	c.look(func(tx *bolt.Tx) { count = countIn(tx, root) })
	return count
}

// countIn reads a count; one that is damaged begins anew.
func countIn(tx *bolt.Tx, root share.RootHash) Count {
	value := tx.Bucket([]byte(bucketCounts)).Get(root[:])
	if value == nil {
		return Count{}
	}
	payload, err := unseal(root[:], value)
	if err != nil {
		return Count{}
	}
	count, err := decodeCount(payload)
	if err != nil {
		return Count{}
	}
	return count
}
