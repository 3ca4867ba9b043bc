package node

import (
	"context"
	"errors"
	"io/fs"

	"hinny/app/api"
)

var _ api.Lister = (*Node)(nil)

// LocalFolders implements api.Lister.
func (n *Node) LocalFolders(_ context.Context, path string) ([]api.LocalFolder, error) {
	folders, err := n.library.LocalFolders(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, told(api.CodeNotFound, err)
	case err != nil:
		return nil, told(api.CodeFailed, err)
	}
	out := make([]api.LocalFolder, 0, len(folders))
	for _, f := range folders {
		out = append(out, api.LocalFolder(f))
	}
	return out, nil
}
