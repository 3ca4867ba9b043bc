//go:build !windows

package api

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
)

// listen makes the socket in home, in place of what a dead node left there.
//
// It is bound in a folder that only we can enter, made ours alone, and then
// renamed into place: at no moment can another user connect, and at no moment
// is there a half-made socket under the known name.
func listen(home string) (net.Listener, error) {
	private, err := os.MkdirTemp(home, ".api-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(private)
	dir, done, err := shorten(private, len("/"+SocketName))
	if err != nil {
		return nil, err
	}
	defer done()
	listener, err := net.ListenUnix("unix", &net.UnixAddr{Name: filepath.Join(dir, SocketName), Net: "unix"})
	if err != nil {
		return nil, err
	}
	listener.SetUnlinkOnClose(false)
	fresh := filepath.Join(private, SocketName)
	if err := os.Chmod(fresh, 0o600); err != nil {
		listener.Close()
		return nil, err
	}
	if err := os.Rename(fresh, filepath.Join(home, SocketName)); err != nil {
		listener.Close()
		return nil, fmt.Errorf("put the socket in place: %w", err)
	}
	return listener, nil
}
