package api

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"strings"
	"syscall"

	"hinny/share"
)

// Client is the Backend of a node in another process, reached over the socket
// in its home folder. It is safe for concurrent use.
type Client struct {
	home string
	http http.Client
}

var _ Backend = (*Client)(nil)

// NewClient returns a Client of whatever node runs in home. It does nothing
// yet: a node that is not there shows with the first command, as an Error of
// CodeNotRunning.
func NewClient(home string) *Client {
	return &Client{home: home, http: http.Client{Transport: &http.Transport{
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) { return dial(ctx, home) },
		// One connection a command: a node that was restarted in between is
		// met by its new socket, and nothing is left open.
		DisableKeepAlives: true,
	}}}
}

// Status implements Backend.
func (c *Client) Status(ctx context.Context) (Status, error) {
	return ask[Status](ctx, c, cmdStatus, nothing{})
}

// Folders implements Backend.
func (c *Client) Folders(ctx context.Context) ([]Folder, error) {
	return ask[[]Folder](ctx, c, cmdFolders, nothing{})
}

// AddFolder implements Backend.
func (c *Client) AddFolder(ctx context.Context, path string) (Folder, error) {
	return ask[Folder](ctx, c, cmdAddFolder, text{path})
}

// RemoveFolder implements Backend.
func (c *Client) RemoveFolder(ctx context.Context, path string) error {
	return tell(ctx, c, cmdRemoveFolder, text{path})
}

// Files implements Backend.
func (c *Client) Files(ctx context.Context, q FileQuery) (FilePage, error) {
	return ask[FilePage](ctx, c, cmdFiles, q)
}

// Get implements Backend.
func (c *Client) Get(ctx context.Context, r GetRequest) (Transfer, error) {
	return ask[Transfer](ctx, c, cmdGet, r)
}

// Transfers implements Backend.
func (c *Client) Transfers(ctx context.Context) ([]Transfer, error) {
	return ask[[]Transfer](ctx, c, cmdTransfers, nothing{})
}

// Transfer implements Backend.
func (c *Client) Transfer(ctx context.Context, root share.RootHash) (Transfer, error) {
	return ask[Transfer](ctx, c, cmdTransfer, rooted{root})
}

// Pause implements Backend.
func (c *Client) Pause(ctx context.Context, root share.RootHash) error {
	return tell(ctx, c, cmdPause, rooted{root})
}

// Resume implements Backend.
func (c *Client) Resume(ctx context.Context, root share.RootHash) error {
	return tell(ctx, c, cmdResume, rooted{root})
}

// Cancel implements Backend.
func (c *Client) Cancel(ctx context.Context, root share.RootHash) error {
	return tell(ctx, c, cmdCancel, rooted{root})
}

// Uploads implements Backend.
func (c *Client) Uploads(ctx context.Context) ([]Upload, error) {
	return ask[[]Upload](ctx, c, cmdUploads, nothing{})
}

// Peers implements Backend.
func (c *Client) Peers(ctx context.Context) ([]Peer, error) {
	return ask[[]Peer](ctx, c, cmdPeers, nothing{})
}

// FindPeer implements Backend.
func (c *Client) FindPeer(ctx context.Context, id string) (Peer, error) {
	return ask[Peer](ctx, c, cmdFindPeer, text{id})
}

// Browse implements Backend.
func (c *Client) Browse(ctx context.Context, id string, found func(SharedFile) bool) error {
	return follow(ctx, c, call{cmdBrowse, text{id}}, found)
}

// Connect implements Backend.
func (c *Client) Connect(ctx context.Context, addr string) (Peer, error) {
	return ask[Peer](ctx, c, cmdConnect, text{addr})
}

// Collect implements Backend.
func (c *Client) Collect(ctx context.Context, name string, paths []string) (Link, error) {
	return ask[Link](ctx, c, cmdCollect, gathered{name, paths})
}

// Collection implements Backend.
func (c *Client) Collection(ctx context.Context, linkOrRoot string) (Collection, error) {
	return ask[Collection](ctx, c, cmdCollection, text{linkOrRoot})
}

// Link implements Backend.
func (c *Client) Link(ctx context.Context, fileOrRoot string) (Link, error) {
	return ask[Link](ctx, c, cmdLink, text{fileOrRoot})
}

// call is a command and its argument.
type call struct {
	name string
	in   any
}

// ask gives a command that has one answer.
func ask[Out any](ctx context.Context, c *Client, name string, in any) (Out, error) {
	var out Out
	body, err := c.do(ctx, call{name, in})
	if err != nil {
		return out, err
	}
	defer body.Close()
	if err := json.NewDecoder(io.LimitReader(body, maxAnswer)).Decode(&out); err != nil {
		return out, c.lost(ctx, err)
	}
	return out, nil
}

// tell gives a command that has no answer but its success.
func tell(ctx context.Context, c *Client, name string, in any) error {
	_, err := ask[nothing](ctx, c, name, in)
	return err
}

// follow gives a command that answers line by line.
func follow[Out any](ctx context.Context, c *Client, what call, found func(Out) bool) error {
	return followWith(ctx, c, what, found, func(line[Out]) {})
}

// followWith is follow for a command that tells more than what it finds: the
// lines without an item go to other.
func followWith[Out any](ctx context.Context, c *Client, what call, found func(Out) bool, other func(line[Out])) error {
	body, err := c.do(ctx, what)
	if err != nil {
		return err
	}
	defer body.Close() // tells the node to stop when found has had enough
	for decoder := json.NewDecoder(body); ; {
		var next line[Out]
		if err := decoder.Decode(&next); err != nil {
			return c.lost(ctx, err)
		}
		switch {
		case next.Error != nil:
			return next.Error
		case next.End:
			return nil
		case next.Item == nil:
			other(next)
		case !found(*next.Item):
			return nil
		}
	}
}

// do sends a command and returns the body of its success.
func (c *Client) do(ctx context.Context, what call) (io.ReadCloser, error) {
	argument, err := json.Marshal(what.in)
	if err != nil {
		return nil, fmt.Errorf("write the argument of %s: %w", what.name, err)
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://hinny"+prefix+what.name, bytes.NewReader(argument))
	if err != nil {
		return nil, fmt.Errorf("ask the node for %s: %w", what.name, err)
	}
	response, err := c.http.Do(request)
	if err != nil {
		return nil, c.lost(ctx, err)
	}
	if response.StatusCode == http.StatusOK {
		return response.Body, nil
	}
	defer response.Body.Close()
	failure := new(Error)
	if err := json.NewDecoder(io.LimitReader(response.Body, maxRequest)).Decode(failure); err != nil || failure.Message == "" {
		return nil, &Error{CodeFailed, fmt.Sprintf("the node in %s answers %s to %s; is it of another version?", c.home, response.Status, what.name)}
	}
	return nil, failure
}

// windowsRefused is ECONNREFUSED as Windows numbers it; no other system uses
// the number.
const windowsRefused = syscall.Errno(10061)

// lost says why there is no answer.
func (c *Client) lost(ctx context.Context, err error) error {
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ECONNREFUSED), errors.Is(err, windowsRefused):
		return &Error{CodeNotRunning, fmt.Sprintf("no running node in %s; start one with: hinnyd run --home %s", c.home, quoted(c.home))}
	case errors.Is(err, fs.ErrPermission):
		return &Error{CodeRefused, fmt.Sprintf("the node in %s belongs to another user: %v", c.home, errors.Unwrap(err))}
	}
	return &Error{CodeFailed, fmt.Sprintf("the node in %s went away before it answered: %v", c.home, err)}
}

// quoted makes a path fit to be pasted into a shell.
func quoted(path string) string {
	if strings.ContainsAny(path, " \t\"'$&;()<>|*?[]{}`\\!#~") {
		return "'" + strings.ReplaceAll(path, "'", `'\''`) + "'"
	}
	return path
}
