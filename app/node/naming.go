package node

import (
	"context"
	"errors"

	"hinny/app/api"
	"hinny/share/library"
)

var _ api.Namer = (*Node)(nil)

// NameFolder implements api.Namer.
func (n *Node) NameFolder(_ context.Context, name api.FolderName) (api.Folder, error) {
	n.ticking.Lock()
	defer n.ticking.Unlock()
	f, err := n.library.NameFolder(name.Path, name.Name)
	switch {
	case errors.Is(err, library.ErrNotShared):
		return api.Folder{}, told(api.CodeNotFound, err)
	case err != nil:
		return api.Folder{}, told(api.CodeRefused, err)
	}
	return folderOf(f), n.rememberFolders()
}
