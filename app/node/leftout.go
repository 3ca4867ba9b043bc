package node

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"

	"hinny/app/api"
	"hinny/share/statefile"
)

const (
	// leftOutName is where the folders are remembered that are left out of shared
	// ones. There is no such file while there are none.
	leftOutName = "leftout.json"
	// maxLeftOutFile holds a thousand folders with paths of 4 KiB.
	maxLeftOutFile = 8 << 20
)

// loadLeftOut leaves out what was left out in the last run. As with what hides
// files, it must be known before anything is shared.
func (n *Node) loadLeftOut() error {
	path := n.inHome(leftOutName)
	var left []string
	err := statefile.ReadJSON(path, maxLeftOutFile, &left)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil {
		err = n.library.SetLeftOut(left)
	}
	if err != nil {
		return fmt.Errorf("read what is left out of shared folders in %s: %w; correct the file, or move it away to share all that is in them", path, err)
	}
	return nil
}

// rememberLeftOut writes leftout.json if something else is left out than before;
// where it cannot, what was left out before is.
func (n *Node) rememberLeftOut(before []string) error {
	now := n.library.LeftOut()
	if slices.Equal(now, before) {
		return nil
	}
	path := n.inHome(leftOutName)
	var err error
	if len(now) == 0 {
		if err = os.Remove(path); errors.Is(err, fs.ErrNotExist) {
			err = nil
		}
	} else {
		err = statefile.WriteJSON(path, now)
	}
	if err != nil {
		err = fmt.Errorf("remember what is left out of shared folders: %w", err)
		return told(api.CodeFailed, errors.Join(err, n.library.SetLeftOut(before)))
	}
	return nil
}
