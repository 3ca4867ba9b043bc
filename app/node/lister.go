package node

import (
	"cmp"
	"context"
	"path/filepath"
	"slices"
	"strings"

	"hinny/share"
	"hinny/share/library"
)

// lister shows the library to peers that browse it, in the bytewise order of
// Rel: folder by folder, in the order of the names others see.
type lister struct{ n *Node }

// List returns up to limit files whose Rel sorts after the given one.
func (l lister) List(ctx context.Context, after string, limit int) ([]share.File, error) {
	folders := l.n.library.Folders()
	slices.SortFunc(folders, func(a, b library.Folder) int { return cmp.Compare(a.Name+"/", b.Name+"/") })
	var files []share.File
	for _, folder := range folders {
		prefix := folder.Name + "/"
		from := ""
		if rest, within := strings.CutPrefix(after, prefix); within {
			from = filepath.Join(folder.Path, filepath.FromSlash(rest))
		} else if prefix < after {
			continue
		}
		files = append(files, l.n.catalog.After(folder.Path, from, limit-len(files))...)
		if len(files) >= limit || ctx.Err() != nil {
			break
		}
	}
	return files, ctx.Err()
}
