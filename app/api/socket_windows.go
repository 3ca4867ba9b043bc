package api

import (
	"errors"
	"io/fs"
	"net"
	"os"
	"path/filepath"
)

// listen makes the socket in home, in place of what a dead node left there.
// Windows 10 and later know unix sockets; who may connect follows from the
// access list of the home folder, which lies in the person's profile. A named
// pipe would need one more dependency and gain nothing.
func listen(home string) (net.Listener, error) {
	path := filepath.Join(home, SocketName)
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	dir, done, err := shorten(home, len("/"+SocketName))
	if err != nil {
		return nil, err
	}
	defer done()
	listener, err := net.ListenUnix("unix", &net.UnixAddr{Name: filepath.Join(dir, SocketName), Net: "unix"})
	if err != nil {
		return nil, err
	}
	listener.SetUnlinkOnClose(false)
	return listener, nil
}
