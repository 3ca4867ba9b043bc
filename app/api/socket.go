package api

import (
	"context"
	"errors"
	"io/fs"
	"net"
	"os"
	"path/filepath"
)

// SocketName is the socket's file in the home folder.
const SocketName = "api.sock"

// maxSocketPath is how many bytes the shortest sockaddr_un among our systems
// holds with its closing zero: 104 on macOS and the BSDs, 108 on Linux and
// Windows.
const maxSocketPath = 103

// dial connects to the node that runs in home.
func dial(ctx context.Context, home string) (net.Conn, error) {
	dir, done, err := shorten(home, len("/"+SocketName))
	if err != nil {
		return nil, err
	}
	defer done()
	return new(net.Dialer).DialContext(ctx, "unix", filepath.Join(dir, SocketName))
}

// shorten returns a folder's path, or another one to the same folder, that
// leaves room for extra bytes in the address of a socket; done removes what was
// made for it.
//
// The other path is a symbolic link in a private folder that lives only as
// long as the call that needs it. So the socket always lies in the home
// folder, a program needs to know nothing but the home to find it, and no
// shared temporary name exists for another user to take first.
func shorten(dir string, extra int) (short string, done func(), err error) {
	if len(dir)+extra <= maxSocketPath {
		return dir, func() {}, nil
	}
	if dir, err = filepath.Abs(dir); err != nil {
		return "", nil, err
	}
	var private string
	for _, parent := range []string{os.TempDir(), "/tmp"} {
		if private, err = os.MkdirTemp(parent, "hinny-"); err != nil {
			continue
		}
		short = filepath.Join(private, "h")
		if len(short)+extra > maxSocketPath {
			err = errors.New("the paths of the home folder and of the temporary folder are both too long for a socket; choose a shorter --home")
		} else if err = os.Symlink(dir, short); err == nil {
			return short, func() { os.RemoveAll(private) }, nil
		}
		os.RemoveAll(private)
	}
	return "", nil, err
}

// closeListener takes the socket's file away with the listener. The listener
// cannot do it: it may know the file by a path that is gone.
func closeListener(listener net.Listener, home string) {
	listener.Close() // an HTTP server has closed it already
	if err := os.Remove(filepath.Join(home, SocketName)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		// A dead socket is replaced at the next start.
		return
	}
}
