package node

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"hinny/app/api"
	"hinny/share"
	"hinny/share/link"
)

// maxLinkPeers bounds the addresses in a link: it has to fit in a message, and
// one that works is enough.
const maxLinkPeers = 4

// Link implements api.Backend.
func (n *Node) Link(ctx context.Context, fileOrRoot string) (api.Link, error) {
	if info, err := os.Stat(fileOrRoot); err == nil && info.IsDir() {
		return n.Collect(ctx, "", []string{fileOrRoot})
	}
	f, err := n.sharedFile(fileOrRoot)
	if err != nil {
		return api.Link{}, err
	}
	addrs := n.network.Addrs()
	l := link.Link{Root: f.Root, Size: f.Size, Name: f.Name(), Peers: addrs[:min(len(addrs), maxLinkPeers)]}
	return api.Link{Link: l.String(), Root: f.Root, Name: f.Name(), Size: f.Size}, nil
}

// sharedFile finds a shared file by its root or its path.
func (n *Node) sharedFile(fileOrRoot string) (share.File, error) {
	if root, err := share.ParseRootHash(fileOrRoot); err == nil {
		if files := n.catalog.ByRoot(root); len(files) > 0 {
			return files[0], nil
		}
		return share.File{}, &api.Error{Code: api.CodeNotFound, Message: fmt.Sprintf("no shared file has the root %s; a link can be made of shared files only", root)}
	}
	path := fileOrRoot
	if resolved, err := filepath.EvalSymlinks(path); err == nil {
		path = resolved
	}
	if e, ok := n.catalog.ByPath(path); ok {
		return e.File, nil
	}
	return share.File{}, &api.Error{Code: api.CodeNotFound, Message: fmt.Sprintf(
		"%s is neither a root hash nor a shared file; share its folder with: hinnyd share add DIR, or wait until it is hashed", fileOrRoot)}
}
