package instance

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"
)

const (
	socketName = "window.sock"
	// maxText bounds what a start can hand over: thousands of links.
	maxText = 1 << 20
	// timeout bounds each hand-over. Both ends are on this machine.
	timeout = 3 * time.Second
	answer  = "ok\n"
)

// Gate is where the open window waits for other starts.
type Gate struct {
	listener net.Listener
	path     string
}

// Open makes the gate of the window that runs in home, in place of one that a
// window left behind.
//
// The socket is bound in a folder that only we can enter, made ours alone, and
// then renamed into place, so that at no moment another user can connect.
func Open(home string) (*Gate, error) {
	private, err := os.MkdirTemp(home, ".window-")
	if err != nil {
		return nil, fmt.Errorf("open the window's gate: %w", err)
	}
	defer os.RemoveAll(private)
	fresh := filepath.Join(private, "s")
	listener, err := net.ListenUnix("unix", &net.UnixAddr{Name: fresh, Net: "unix"})
	if err != nil {
		return nil, fmt.Errorf("open the window's gate: %w", err)
	}
	listener.SetUnlinkOnClose(false) // it knows the file by a name that is gone
	g := &Gate{listener: listener, path: filepath.Join(home, socketName)}
	if err = os.Chmod(fresh, 0o600); err == nil {
		err = os.Rename(fresh, g.path)
	}
	if err != nil {
		listener.Close()
		return nil, fmt.Errorf("open the window's gate: %w", err)
	}
	return g, nil
}

// Run calls take, one call at a time, with the links that each other start
// hands over, often none, until ctx ends.
func (g *Gate) Run(ctx context.Context, take func(links []string)) error {
	stop := context.AfterFunc(ctx, func() { g.listener.Close() })
	defer stop()
	for {
		conn, err := g.listener.Accept()
		switch {
		case ctx.Err() != nil:
			os.Remove(g.path) // a dead gate is replaced anyway
			return nil
		case err != nil:
			return fmt.Errorf("wait at the window's gate: %w", err)
		}
		if links, err := receive(conn); err == nil { // who sends nonsense gets no answer
			take(links)
		}
		conn.Close()
	}
}

func receive(conn net.Conn) (links []string, err error) {
	if err := conn.SetDeadline(time.Now().Add(timeout)); err != nil {
		return nil, err
	}
	text, err := io.ReadAll(io.LimitReader(conn, maxText+1))
	if err != nil {
		return nil, err
	}
	if links, err = parse(text); err != nil {
		return nil, err
	}
	_, err = io.WriteString(conn, answer)
	return links, err
}

// parse splits what was handed over into links.
func parse(text []byte) (links []string, err error) {
	if len(text) > maxText {
		return nil, errors.New("more than a start may hand over")
	}
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimSpace(line); line != "" {
			links = append(links, line)
		}
	}
	return links, nil
}

// HandOver brings the window that is open in home to the front and gives it
// links. An error says that there is none, or that it does not answer.
func HandOver(ctx context.Context, home string, links []string) error {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	conn, err := new(net.Dialer).DialContext(ctx, "unix", filepath.Join(home, socketName))
	if err != nil {
		return fmt.Errorf("find the open window: %w", err)
	}
	defer conn.Close()
	deadline, _ := ctx.Deadline()
	if err := conn.SetDeadline(deadline); err != nil {
		return err
	}
	if _, err := io.WriteString(conn, strings.Join(links, "\n")); err != nil {
		return fmt.Errorf("hand over to the open window: %w", err)
	}
	if unix, ok := conn.(*net.UnixConn); ok {
		if err := unix.CloseWrite(); err != nil {
			return fmt.Errorf("hand over to the open window: %w", err)
		}
	}
	if said, err := bufio.NewReader(conn).ReadString('\n'); err != nil || said != answer {
		return fmt.Errorf("the open window does not answer: %w", errors.Join(err, io.ErrUnexpectedEOF))
	}
	return nil
}
