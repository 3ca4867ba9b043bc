package merkle

import (
	"lukechampine.com/blake3/guts"

	"hinny/share"
)

// Root returns the root of content that is in memory as a whole and no larger
// than share.MaxChunkSize: what Build gives without a Manifest, which one chunk
// does not need.
func Root(content []byte) (root share.RootHash) {
	tree := newSubtree(0)
	tree.write(content)
	putChain(root[:], tree.sum(guts.FlagRoot))
	return root
}
