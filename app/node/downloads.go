package node

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"hinny/app/api"
	"hinny/share/statefile"
)

const (
	// downloadsName is where the chosen downloads folder is remembered: not in
	// settings.toml, which is the user's own and never written to.
	downloadsName = "downloads.json"
	// maxDownloadsFile bounds the file, which holds one path.
	maxDownloadsFile = 1 << 16
)

// chosenDownloads is downloads.json.
type chosenDownloads struct {
	Folder string `json:"folder"`
}

// findDownloads makes the folder that downloads go to: what the program says, or
// else what was chosen in an earlier run, or else what the settings say. A chosen
// one that cannot be used now, as on a disk that is away, is told of and passed
// over in this run.
func (n *Node) findDownloads(said bool) error {
	n.downloads.set(n.config.Downloads)
	if !said {
		chosen, err := readDownloads(n.inHome(downloadsName))
		if err == nil && chosen != "" {
			if err = os.MkdirAll(chosen, 0o755); err == nil {
				n.downloads.set(chosen)
				return nil
			}
		}
		if err != nil {
			n.tell(fmt.Sprintf("Downloads do not go to the folder that was chosen, but to %s: %v", n.config.Downloads, err))
		}
	}
	if err := os.MkdirAll(n.config.Downloads, 0o755); err != nil {
		return fmt.Errorf("make the downloads folder: %w; choose another with --downloads DIR", err)
	}
	return nil
}

// readDownloads returns the folder that was chosen; empty where none was.
func readDownloads(path string) (string, error) {
	var chosen chosenDownloads
	err := statefile.ReadJSON(path, maxDownloadsFile, &chosen)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err == nil && !filepath.IsAbs(chosen.Folder) {
		err = fmt.Errorf("%q is no full path", chosen.Folder)
	}
	if err != nil {
		return "", fmt.Errorf("read %s: %w", path, err)
	}
	return chosen.Folder, nil
}

var _ api.Mover = (*Node)(nil)

// SetDownloads implements api.Mover.
func (n *Node) SetDownloads(_ context.Context, folder string) error {
	folder = strings.TrimSpace(folder)
	if !filepath.IsAbs(folder) {
		return &api.Error{Code: api.CodeUsage, Message: fmt.Sprintf("the folder %q is no full path; give one that begins at the root", folder)}
	}
	folder = filepath.Clean(folder)
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return told(api.CodeRefused, fmt.Errorf("make the folder for downloads: %w; choose another", err))
	}
	n.ticking.Lock()
	defer n.ticking.Unlock()
	// It is shared first: one that may not be, such as the whole disk, is
	// refused with its reason and changes nothing.
	if err := n.tickGiven(folder); err != nil {
		return told(api.CodeRefused, err)
	}
	if err := statefile.WriteJSON(n.inHome(downloadsName), chosenDownloads{folder}); err != nil {
		return told(api.CodeFailed, fmt.Errorf("remember the downloads folder: %w", err))
	}
	n.downloads.set(folder)
	n.log.Info("downloads go to another folder", "path", folder)
	return n.rememberFolders()
}
