package uitest

import (
	"context"
	"slices"
	"strings"

	"hinny/app/api"
)

var _ api.Lister = (*Node)(nil)

// sampleLocal is a home folder with what is shared of it, and a drive.
func sampleLocal() map[string][]api.LocalFolder {
	in := func(folder string, names ...string) (folders []api.LocalFolder) {
		for _, name := range names {
			folders = append(folders, api.LocalFolder{Path: folder + "/" + name})
		}
		return folders
	}
	const refused = " is not shared: it holds far more than one person's files to share; choose a folder that holds only what you want to share"
	return map[string][]api.LocalFolder{
		"":                        {{Path: "/home/ada", Home: true, Refused: "/home/ada is not shared: it is your whole home folder; choose a folder that holds only what you want to share"}, {Path: "/mnt/old"}, {Path: "/", Refused: "/ is not shared: it is a whole drive; choose a folder that holds only what you want to share"}},
		"/home/ada":               in("/home/ada", "Animals", "Documents", "Music"),
		"/home/ada/Animals":       in("/home/ada/Animals", "Donkeys", "Mules"),
		"/home/ada/Animals/Mules": in("/home/ada/Animals/Mules", "Foals"),
		"/":                       {{Path: "/home", Refused: "/home" + refused}, {Path: "/srv", Refused: "/srv" + refused}},
	}
}

// LocalFolders implements api.Lister.
func (n *Node) LocalFolders(_ context.Context, path string) ([]api.LocalFolder, error) {
	return seen(n, func() []api.LocalFolder { return slices.Clone(n.Local[path]) })
}

// leaveOut leaves a folder out of the shared one that it lies in, or takes it in
// again, and returns that one. It is called with the lock held.
func (n *Node) leaveOut(path string, out bool) (above api.Folder) {
	n.Shared = slices.Clone(n.Shared)
	for i, f := range n.Shared {
		if !strings.HasPrefix(path, f.Path+"/") {
			continue
		}
		f.Without = slices.DeleteFunc(slices.Clone(f.Without), func(left string) bool { return left == path })
		if out {
			f.Without = append(f.Without, path)
			slices.Sort(f.Without)
		}
		n.Shared[i] = f
		return f
	}
	return api.Folder{}
}
