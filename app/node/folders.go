package node

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"hinny/app/api"
	"hinny/share"
	"hinny/share/catalog"
	"hinny/share/library"
)

// tickFolders ticks what is to be shared from the start: the folders that were
// ticked before, where the catalog has forgotten them; those the program was
// told; and the downloads folder, so that what arrives is passed on.
func (n *Node) tickFolders() error {
	remembered, err := readFolders(n.config.Home)
	if err != nil {
		// Without the list nothing is lost as long as the catalog is whole.
		n.tell(err.Error())
	}
	if n.catalog.Recreated() {
		n.tell("The catalog was damaged and is begun anew: all shared files are hashed again.")
		for _, path := range remembered.Folders {
			n.tickAgain(path, remembered.Names[path])
		}
	}
	for _, path := range n.config.Share {
		if err := n.tickGiven(path); err != nil {
			return err
		}
	}
	if err := n.tickGiven(n.downloads.get()); err != nil {
		n.tell(fmt.Sprintf("Finished downloads are not shared: %v", err))
	}
	return n.rememberFolders()
}

// tickAgain ticks a folder under the name that others knew it by: its path may
// say more than a person wants, so it is not shared under another.
func (n *Node) tickAgain(path, name string) {
	f, err := n.library.AddFolder(path)
	if err == nil && name != "" && name != f.Name {
		if _, err = n.library.NameFolder(f.Path, name); err != nil {
			err = errors.Join(err, n.library.RemoveFolder(f.Path))
		}
	}
	if err != nil {
		n.tell(fmt.Sprintf("A shared folder is not shared any more: %v", err))
	}
}

// tickGiven ticks a folder unless what it lies in is ticked already.
func (n *Node) tickGiven(path string) error {
	if resolved, err := filepath.EvalSymlinks(path); err == nil {
		path = resolved
	}
	for _, f := range n.library.Folders() {
		if inside, err := filepath.Rel(f.Path, path); err == nil && filepath.IsLocal(inside) {
			return nil
		}
	}
	_, err := n.library.AddFolder(path)
	return err
}

// rememberFolders writes folders.json as the library is now.
func (n *Node) rememberFolders() error {
	list := folderList{Names: map[string]string{}}
	for _, f := range n.library.Folders() {
		list.Folders = append(list.Folders, f.Path)
		list.Names[f.Path] = f.Name
	}
	return writeFolders(n.config.Home, list)
}

// Folders implements api.Backend.
func (n *Node) Folders(context.Context) ([]api.Folder, error) {
	folders := []api.Folder{}
	for _, f := range n.library.Folders() {
		folders = append(folders, folderOf(f))
	}
	return folders, nil
}

func folderOf(f library.Folder) api.Folder {
	return api.Folder{Path: f.Path, Name: f.Name, Files: f.Files, Bytes: f.Bytes, Error: f.Err, Without: f.Without}
}

// AddFolder implements api.Backend.
func (n *Node) AddFolder(_ context.Context, path string) (api.Folder, error) {
	n.ticking.Lock()
	defer n.ticking.Unlock()
	before := n.library.LeftOut()
	f, err := n.library.AddFolder(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return api.Folder{}, told(api.CodeNotFound, err)
	case err != nil:
		return api.Folder{}, told(api.CodeRefused, err)
	}
	n.logFolder("a folder is shared", path)
	return folderOf(f), errors.Join(n.rememberFolders(), n.rememberLeftOut(before))
}

// RemoveFolder implements api.Backend.
func (n *Node) RemoveFolder(_ context.Context, path string) error {
	n.ticking.Lock()
	defer n.ticking.Unlock()
	before := n.library.LeftOut()
	err := n.library.RemoveFolder(path)
	switch {
	case errors.Is(err, library.ErrNotShared), errors.Is(err, fs.ErrNotExist):
		return told(api.CodeNotFound, err)
	case err != nil:
		return told(api.CodeFailed, err)
	}
	n.logFolder("a folder is shared no more", path)
	return errors.Join(n.rememberFolders(), n.rememberLeftOut(before))
}

// Files implements api.Backend.
func (n *Node) Files(_ context.Context, q api.FileQuery) (api.FilePage, error) {
	if q.Offset < 0 || q.Limit < 0 || q.Limit > api.MaxPage {
		return api.FilePage{}, &api.Error{Code: api.CodeUsage, Message: fmt.Sprintf("a page of %d files from %d on is none; the most is %d", q.Limit, q.Offset, api.MaxPage)}
	}
	files, total := n.catalog.List(catalog.ListQuery{Folder: q.Folder, Filter: q.Filter, Offset: q.Offset, Limit: q.Limit})
	page := api.FilePage{Files: make([]api.SharedFile, 0, len(files)), Total: total}
	for _, f := range files {
		own, count := ownFile(f), n.catalog.CountOf(f.Root).Plus(n.counts.of(f.Root))
		own.Asked, own.Sent = int64(count.Asked), int64(count.Sent)
		page.Files = append(page.Files, own)
	}
	return page, nil
}

func ownFile(f share.File) api.SharedFile {
	return api.SharedFile{Root: f.Root, Name: f.Name(), Rel: f.Rel, Path: f.Path, Size: f.Size, Kind: f.Kind(), Have: true}
}

// have reports whether a shared file has this content.
func (n *Node) have(root share.RootHash) bool { return n.catalog.Has(root) }
