package node

import (
	"slices"

	"hinny/share"
	"hinny/share/catalog"
	"hinny/share/library"
)

// shown is the catalog as searches see it: what was unticked or hidden a moment
// ago, and has not left the catalog yet, is in no result.
type shown struct {
	*catalog.Catalog
	library *library.Library
}

// ByIDs implements index.Source.
func (s shown) ByIDs(ids []uint64) []share.File {
	return slices.DeleteFunc(s.Catalog.ByIDs(ids), func(f share.File) bool { return !s.library.Shows(f) })
}
