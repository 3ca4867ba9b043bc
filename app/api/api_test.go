package api_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"hinny/app/api"
	"hinny/app/api/apitest"
	"hinny/share"
)

const patience = 10 * time.Second

// serve runs a server of the backend in home until the test ends or stop is
// called.
func serve(t *testing.T, home string, backend api.Backend) (client *api.Client, stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	server := api.NewServer(home, backend, slog.New(slog.DiscardHandler))
	done := make(chan error, 1)
	go func() { done <- server.Run(ctx) }()
	select {
	case <-server.Ready():
	case err := <-done:
		t.Fatalf("the server ends at once: %v", err)
	}
	stop = func() {
		cancel()
		if err := <-done; err != nil {
			t.Errorf("Run: %v", err)
		}
		done <- nil
	}
	t.Cleanup(stop)
	return api.NewClient(home), stop
}

func full() *apitest.Memory {
	return &apitest.Memory{
		Now: api.Status{Peer: "12D3KooWSelf", Addrs: []string{"/ip4/127.0.0.1/tcp/1/p2p/12D3KooWSelf"}, SharedFiles: 3, Notices: []string{"x"}},
		Results: []api.Result{
			{Root: apitest.Root(1), Name: "骡子 mule “one” 🐴.mp4", Names: []string{"a", "b"}, Size: 4000, Kind: share.KindVideo, Providers: []string{"12D3KooWProvider"}},
			{Root: apitest.Root(2), Name: "mule two", Size: 0, Have: true},
		},
		Held:    map[string]api.Link{"best of": {Link: "magnet:?x.type=collection", Name: "best of", Files: 2}, "/a b/c": {Link: "magnet:?xt=urn:blake3:00", Name: "c", Size: 5}},
		Known:   map[string]api.Peer{"12D3KooWFriend": {Peer: "12D3KooWFriend", How: "dht", Connected: true}, "12D3KooWTorn": {}},
		Shares:  map[string][]string{"12D3KooWFriend": {"a.flac", "b.pdf"}, "12D3KooWTorn": {"one"}},
		Counted: counted(),
		Entries: []api.Entry{
			{ID: 1, Seq: 1, Time: time.Date(2026, 3, 31, 9, 0, 0, 0, time.UTC), Times: 1, Level: api.LevelInfo, Text: "One"},
			{ID: 2, Seq: 2, Time: time.Date(2026, 3, 31, 9, 0, 1, 0, time.UTC), Times: 4, Level: api.LevelError, What: api.HappenedFailed, Name: "骡子", Text: "Two"},
		},
		Lists: []api.Collection{{Root: apitest.Root(3), Name: "best of", Files: []api.CollectionFile{{Path: "a/b.flac", Size: 5, Wanted: true}}}},
		Broken: map[string]api.Error{
			"/locked":             {Code: api.CodeRefused, Message: "cannot read /locked; give yourself the right to"},
			"12D3KooWGone":        {Code: api.CodeUnreachable, Message: "12D3KooWGone does not answer"},
			"browse 12D3KooWTorn": {Code: api.CodeUnreachable, Message: "12D3KooWTorn went away"},
		},
	}
}

// commands calls everything in Backend and returns all it gives, so that two
// backends can be compared.
func commands(t *testing.T, b api.Backend) []any {
	t.Helper()
	ctx := t.Context()
	var seen []any
	see := func(values ...any) { seen = append(seen, values...) }
	see(b.Status(ctx))
	see(b.AddFolder(ctx, "/music"))
	see(b.AddFolder(ctx, "/locked"))
	see(b.Folders(ctx))
	see(b.(api.Namer).NameFolder(ctx, api.FolderName{Path: "/music", Name: "Songs"}))
	see(b.(api.Namer).NameFolder(ctx, api.FolderName{Path: "/none", Name: "Songs"}))
	see(b.RemoveFolder(ctx, "/music"), b.RemoveFolder(ctx, "/music"))
	see(b.Files(ctx, api.FileQuery{Filter: "two", Limit: 10}))
	progress := func(p api.SearchProgress) { see(p) }
	see(b.Search(ctx, api.SearchRequest{Text: "mule", Progress: progress}, func(r api.Result) bool { see(r); return true }))
	see(b.Search(ctx, api.SearchRequest{Text: "mule"}, func(r api.Result) bool { see(r); return false }))
	see(b.Search(ctx, api.SearchRequest{Text: "size:>>"}, func(api.Result) bool { return true }))
	see(b.Get(ctx, api.GetRequest{Target: apitest.Root(1).String(), Out: "/out", Size: -1}))
	see(b.Get(ctx, api.GetRequest{Target: "zz"}))
	for range 5 {
		see(b.Transfer(ctx, apitest.Root(1)))
	}
	see(b.Transfers(ctx))
	see(b.Pause(ctx, apitest.Root(1)), b.Resume(ctx, apitest.Root(1)), b.Cancel(ctx, apitest.Root(1)), b.Cancel(ctx, apitest.Root(9)))
	see(b.Uploads(ctx))
	see(b.Peers(ctx))
	see(b.FindPeer(ctx, "12D3KooWFriend"))
	see(b.FindPeer(ctx, "12D3KooWGone"))
	for _, id := range []string{"12D3KooWFriend", "12D3KooWTorn", "12D3KooWNobody"} {
		see(b.Browse(ctx, id, func(f api.SharedFile) bool { see(f); return true }))
	}
	see(b.Connect(ctx, "/ip4/1.2.3.4/tcp/5/p2p/12D3KooWFriend"))
	see(b.Link(ctx, "/a b/c"))
	see(b.Link(ctx, "nothing"))
	see(b.Collect(ctx, "best of", []string{"/a", "/b"}))
	see(b.Collect(ctx, "worst of", []string{"/a", "/b"}))
	see(b.Collection(ctx, apitest.Root(3).String()))
	see(b.Collection(ctx, apitest.Root(4).String()))
	offered(t, b, see)
	return seen
}

func TestEveryCommandGivesTheSameThroughTheSocket(t *testing.T) {
	client, _ := serve(t, t.TempDir(), full())
	direct, remote := commands(t, full()), commands(t, client)
	if len(direct) != len(remote) {
		t.Fatalf("%d answers directly, %d through the socket", len(direct), len(remote))
	}
	for i := range direct {
		if want, got := direct[i], remote[i]; !reflect.DeepEqual(got, want) {
			t.Errorf("answer %d: %#v through the socket, %#v directly", i, got, want)
		}
	}
}

func TestNoRunningNodeIsSaidInOneSentence(t *testing.T) {
	wants := func(home, quoted string) {
		t.Helper()
		_, err := api.NewClient(home).Status(t.Context())
		failure, ok := errors.AsType[*api.Error](err)
		want := fmt.Sprintf("no running node in %s; start one with: hinnyd run --home %s", home, quoted)
		if !ok || failure.Code != api.CodeNotRunning || failure.Message != want {
			t.Errorf("got %v, want %q", err, want)
		}
	}
	home := t.TempDir()
	wants(home, home)
	wants(filepath.Join(home, "my home"), "'"+filepath.Join(home, "my home")+"'")

	leaveDeadSocket(t, home)
	wants(home, home)
}

// leaveDeadSocket leaves a socket nobody listens on, as a killed node does.
func leaveDeadSocket(t *testing.T, home string) {
	t.Helper()
	dead, err := net.ListenUnix("unix", &net.UnixAddr{Name: filepath.Join(home, api.SocketName), Net: "unix"})
	if err != nil {
		t.Fatal(err)
	}
	dead.SetUnlinkOnClose(false)
	dead.Close()
}

func TestDeadSocketIsReplacedAndOursIsTakenAway(t *testing.T) {
	home := t.TempDir()
	leaveDeadSocket(t, home)
	client, stop := serve(t, home, full())
	if _, err := client.Status(t.Context()); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(filepath.Join(home, api.SocketName))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the socket has mode %v, %v", info.Mode(), err)
	}
	stop()
	left, err := os.ReadDir(home)
	if err != nil || len(left) != 0 {
		t.Errorf("left in home: %v, %v", left, err)
	}
}

func TestHomeWithALongPath(t *testing.T) {
	home := filepath.Join(t.TempDir(), strings.Repeat("a long name ", 10), strings.Repeat("骡", 40))
	if err := os.MkdirAll(home, 0o700); err != nil {
		t.Fatal(err)
	}
	scratch := t.TempDir()
	t.Setenv("TMPDIR", scratch)
	client, stop := serve(t, home, full())
	status, err := client.Status(t.Context())
	if err != nil || status.Peer != "12D3KooWSelf" {
		t.Fatalf("%+v, %v", status, err)
	}
	if _, err := os.Lstat(filepath.Join(home, api.SocketName)); err != nil {
		t.Errorf("the socket lies elsewhere: %v", err)
	}
	stop()
	if left, err := os.ReadDir(scratch); err != nil || len(left) != 0 {
		t.Errorf("left in the temporary folder: %v, %v", left, err)
	}
}

// watched tells when a search began and how it ended.
type watched struct {
	*apitest.Memory
	began chan struct{}
	ended chan error
}

func (w *watched) Search(ctx context.Context, r api.SearchRequest, found func(api.Result) bool) error {
	close(w.began)
	err := w.Memory.Search(ctx, r, found)
	w.ended <- err
	return err
}

func lingering() *watched {
	memory := full()
	memory.Linger = true
	return &watched{Memory: memory, began: make(chan struct{}), ended: make(chan error, 1)}
}

func TestSearchEndsInTheNodeWhenItsClientLeaves(t *testing.T) {
	backend := lingering()
	client, _ := serve(t, t.TempDir(), backend)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	err := client.Search(ctx, api.SearchRequest{Text: "mule", Timeout: time.Hour}, func(r api.Result) bool {
		if r.Root == apitest.Root(2) {
			cancel()
		}
		return true
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("the client sees %v", err)
	}
	select {
	case err := <-backend.ended:
		if !errors.Is(err, context.Canceled) {
			t.Errorf("the node's search ends with %v", err)
		}
	case <-time.After(patience):
		t.Error("the node goes on searching for nobody")
	}
}

func TestStoppingNodeEndsRunningCommands(t *testing.T) {
	backend := lingering()
	client, stop := serve(t, t.TempDir(), backend)
	answer := make(chan error, 1)
	go func() {
		answer <- client.Search(t.Context(), api.SearchRequest{Timeout: time.Hour}, func(api.Result) bool { return true })
	}()
	<-backend.began
	stop()
	if err := <-answer; err == nil || !strings.Contains(err.Error(), "the node is stopping") {
		t.Errorf("the client sees %v", err)
	}
}

func TestMalformedRequestsAreRefused(t *testing.T) {
	handler := api.Handler(full())
	for _, c := range []struct{ method, path, body string }{
		{"POST", "/v1/link", ``},
		{"POST", "/v1/link", `{"text":1}`},
		{"POST", "/v1/link", `{"text":"a","more":1}`},
		{"POST", "/v1/link", `{"text":"a"}{"text":"b"}`},
		{"POST", "/v1/pause", `{"root":"00"}`},
		{"POST", "/v1/link", `{"text":"` + strings.Repeat("x", 2<<20) + `"}`},
		{"POST", "/v1/search", `[]`},
		{"GET", "/v1/status", ``},
		{"POST", "/v2/status", `{}`},
	} {
		recorder := httptest.NewRecorder()
		handler.ServeHTTP(recorder, httptest.NewRequest(c.method, c.path, strings.NewReader(c.body)))
		var failure api.Error
		if err := json.Unmarshal(recorder.Body.Bytes(), &failure); err != nil || failure.Code != api.CodeUsage || recorder.Code != http.StatusBadRequest {
			t.Errorf("%s %s %.40q: %d %s", c.method, c.path, c.body, recorder.Code, recorder.Body)
		}
	}
}

func FuzzHandler(f *testing.F) {
	f.Add("search", `{"text":"mule","timeout":1}`)
	f.Add("peer-browse", `{"text":"12D3KooWTorn"}`)
	f.Add("get", `{"target":"00","size":-1}`)
	handler := api.Handler(full())
	f.Fuzz(func(t *testing.T, command, body string) {
		request := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(body))
		request.URL.Path = "/v1/" + command
		recorder := httptest.NewRecorder()
		handler.ServeHTTP(recorder, request)
		if recorder.Code != http.StatusOK && recorder.Code >= 300 && recorder.Code < 400 {
			return // the mux cleans paths by redirecting
		}
		for line := range strings.Lines(recorder.Body.String()) {
			if !json.Valid([]byte(line)) {
				t.Fatalf("%s %q answers %q", command, body, line)
			}
		}
	})
}
