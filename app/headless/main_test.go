package main

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hinny/app/api"
	"hinny/app/api/apitest"
	"hinny/share"
)

// outcome is what one call of the program left behind.
type outcome struct {
	code     int
	out, err string
}

func call(ctx context.Context, args ...string) outcome {
	var out, err bytes.Buffer
	code := Main(ctx, args, strings.NewReader(""), &out, &err)
	return outcome{code, out.String(), err.String()}
}

// running serves the backend as a node does and returns its home.
func running(t *testing.T, backend api.Backend) string {
	t.Helper()
	home := t.TempDir()
	ctx, cancel := context.WithCancel(t.Context())
	server := api.NewServer(home, backend, slog.New(slog.DiscardHandler))
	done := make(chan error, 1)
	go func() { done <- server.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	select {
	case <-server.Ready():
	case err := <-done:
		t.Fatal(err)
	}
	return home
}

const (
	self   = "12D3KooWSelf"
	friend = "12D3KooWFriend"
)

func world() *apitest.Memory {
	return &apitest.Memory{
		Now: api.Status{Peer: self, Addrs: []string{"/ip4/127.0.0.1/tcp/1/p2p/" + self}, SharedFiles: 1200, SharedBytes: 3_400_000, Indexed: 1199, Hashing: 1, Version: "v1"},
		Results: []api.Result{
			{Root: apitest.Root(1), Name: "骡子 mule.mp4", Size: 4_000_000, Kind: share.KindVideo, Providers: []string{friend}, Score: 1, Meta: share.Meta{Artist: "The\x1b[2J Mules", Width: 640, Height: 360}},
			{Root: apitest.Root(2), Name: "mule\x1b[2J\u202efdp.exe", Size: 10, Kind: share.KindProgram, Providers: []string{friend, self}, Have: true},
		},
		Held:   map[string]api.Link{apitest.Root(2).String(): {Link: "magnet:?xt=urn:blake3:02", Name: "mule", Size: 10}},
		Known:  map[string]api.Peer{friend: {Peer: friend, Addrs: []string{"/ip4/10.0.0.1/tcp/1/p2p/" + friend}, Connected: true, How: "connected", Client: "hinny/1\x1b[2J"}},
		Shares: map[string][]string{friend: {"a.flac", "b\n.pdf"}},
		Sending: []api.Upload{
			{Peer: friend, Root: apitest.Root(2), Name: "mule", Bytes: 5_000_000, Rate: 1_000_000, State: "active"},
			{Peer: "12D3KooWNext", Root: apitest.Root(2), Name: "mule", State: "queued", Rank: 2, Of: 7, Wait: 40},
		},
		Broken: map[string]api.Error{"12D3KooWGone": {Code: api.CodeUnreachable, Message: "12D3KooWGone does not answer"}},
	}
}

func TestMistakesGiveOneLineAndACode(t *testing.T) {
	home := running(t, world())
	nobody := t.TempDir()
	unknown := apitest.Root(9).String()
	for _, c := range []struct {
		args string
		code int
		err  string
	}{
		{"", 2, "no command; begin with: hinnyd run"},
		{"frobnicate", 2, `no command "frobnicate"; see: hinnyd help`},
		{"help frobnicate", 2, `no command "frobnicate"; see: hinnyd help`},
		{"status --home HOME now", 2, `status takes no argument, but there is "now"; see: hinnyd help status`},
		{"status --frob", 2, "status: flag provided but not defined: -frob; see: hinnyd help status"},
		{"status --home", 2, "status: flag needs an argument: -home; see: hinnyd help status"},
		{"search --home HOME", 2, "search: for what? give a word; see: hinnyd help search"},
		{"search --home HOME --timeout 0s x", 2, "search: --timeout 0s is not between 0 and 10m0s"},
		{"search --home HOME --timeout soon x", 2, `search: invalid value "soon" for flag -timeout: parse error; see: hinnyd help search`},
		{"search --home HOME size:>>", 2, "size:>> is no size"},
		{"get --home HOME", 2, "get: which? give a ROOT_OR_LINK; see: hinnyd help get"},
		{"get --home HOME a b", 2, "get takes one ROOT_OR_LINK, not 2 arguments; see: hinnyd help get"},
		{"get --home HOME 00", 2, `not a root hash: "00" has 2 characters, a root hash has 64 hexadecimal digits`},
		{"limits --home HOME now", 2, `limits takes no argument, but there is "now"; see: hinnyd help limits`},
		{"limits --home HOME --days mon", 2, "limits: --days, --from and --to belong to: hinnyd limits schedule add"},
		{"limits --home HOME schedule never", 2, `limits schedule: no such thing as "never"; add, remove N, on or off? see: hinnyd help limits`},
		{"limits --home HOME schedule add --days mon", 2, "limits schedule add: give --days, --from and --to; see: hinnyd help limits"},
		{"limits --home HOME schedule add --days mon --from 8:00 --to 9:00 --slots 4", 2, "limits schedule add: --peer-up, --peer-down, --slots and --lan hold all week; set them with: hinnyd limits"},
		{"limits --home HOME schedule remove 3", 2, "limits schedule remove: 3 is no period; see: hinnyd limits schedule"},
		{"limits --home HOME --up fast", 2, "limits: --up fast: it is no rate; give bytes a second, such as 500k or 2.5M; see: hinnyd help limits"},
		{"limits --home HOME --slots many", 2, "limits: --slots many is neither a number nor auto; see: hinnyd help limits"},
		{"limits --home HOME --lan maybe", 2, "limits: --lan maybe is neither yes nor no; see: hinnyd help limits"},
		{"pause --home HOME 00", 2, `pause: not a root hash: "00" has 2 characters, a root hash has 64 hexadecimal digits`},
		{"pause --home HOME " + unknown, 1, "no download of " + unknown},
		{"cancel --home HOME " + unknown, 1, "no download of " + unknown},
		{"share --home HOME", 2, "share: review DIR, add DIR, remove DIR, name DIR NAME, exclude, list, pause or resume? see: hinnyd help share"},
		{"share --home HOME lend x", 2, `share: no such thing as "lend"; review DIR, add DIR, remove DIR, name DIR NAME, exclude, list, pause or resume? see: hinnyd help share`},
		{"share --home HOME add", 2, "share add: which? give a DIR; see: hinnyd help share add"},
		{"share --home HOME remove /nowhere", 1, "no shared folder /nowhere"},
		{"find-peer --home HOME 12D3KooWGone", 1, "12D3KooWGone does not answer"},
		{"browse --home HOME 12D3KooWGone", 1, "12D3KooWGone does not answer"},
		{"link --home HOME /nothing", 1, "no shared file /nothing"},
		{"hash", 2, "hash: of what? give a FILE; see: hinnyd help hash"},
		{"hash /does/not/exist", 1, "hash /does/not/exist: open /does/not/exist: no such file or directory"},
		{"hash /", 1, "hash /: it is no regular file (d---------); name the files in it"},
		{"status --home NOBODY", 1, "no running node in NOBODY; start one with: hinnyd run --home NOBODY"},
		{"get --home NOBODY " + unknown, 1, "no running node in NOBODY; start one with: hinnyd run --home NOBODY"},
		{"run --home HOME extra", 2, `run takes no argument, but there is "extra"; see: hinnyd help run`},
	} {
		replace := strings.NewReplacer("HOME", home, "NOBODY", nobody)
		got := call(t.Context(), strings.Fields(replace.Replace(c.args))...)
		want := "hinnyd: " + replace.Replace(c.err) + "\n"
		if got.code != c.code || !strings.HasSuffix(got.err, want) || got.out != "" {
			t.Errorf("hinnyd %s\n exit %d, %q, output %q\n want %d, %q", c.args, got.code, got.err, got.out, c.code, want)
		}
		if c.args != "" && strings.Count(got.err, "\n") != 1 {
			t.Errorf("hinnyd %s writes more than a line: %q", c.args, got.err)
		}
	}
}

func TestHelpNamesEveryCommandAndFlag(t *testing.T) {
	all := call(t.Context(), "help")
	if all.code != 0 || all.err != "" {
		t.Fatalf("help: %+v", all)
	}
	for _, c := range commands() {
		if !strings.Contains(all.out, "  "+c.name) {
			t.Errorf("help does not name %s", c.name)
		}
		for _, args := range [][]string{{"help", c.name}, {c.name, "--help"}} {
			got := call(t.Context(), args...)
			if got.code != 0 || !strings.Contains(got.out, "Usage: hinnyd "+c.name) || !strings.Contains(got.out, "--home DIR") {
				t.Errorf("%v: %+v", args, got)
			}
		}
	}
	if got := call(t.Context(), "help", "get"); !strings.Contains(got.out, "--timeout long") || !strings.Contains(got.out, "(default 1m0s)") {
		t.Errorf("help get: %s", got.out)
	}
}

func TestFlagsMayStandAnywhere(t *testing.T) {
	home := running(t, world())
	for _, args := range [][]string{
		{"search", "mule", "--json", "--home", home},
		{"search", "--home=" + home, "--json=true", "--", "mule"},
		{"search", "--timeout", "1s", "mule", "--home", home, "--json"},
	} {
		if got := call(t.Context(), args...); got.code != 0 || strings.Count(got.out, "\n") != 2 {
			t.Errorf("%v: %+v", args, got)
		}
	}
	// One dash is a word of the query, and a word with two after "--".
	if got := call(t.Context(), "search", "--home", home, "-mule", "--", "--x"); got.code != 0 || got.out != "Nothing found.\n" {
		t.Errorf("search -mule: %+v", got)
	}
}

// keys are the JSON keys of each line of the output.
func keys(t *testing.T, out string) (lines [][]string) {
	t.Helper()
	for line := range strings.Lines(out) {
		var object map[string]any
		if err := json.Unmarshal([]byte(line), &object); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		lines = append(lines, slices.Sorted(maps.Keys(object)))
	}
	return lines
}

func TestJSONHasTheKeysThatProgramsRelyOn(t *testing.T) {
	home := running(t, world())
	file := filepath.Join(t.TempDir(), "empty")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ args, want string }{
		{"status", "peer addrs neighbours shared_files shared_bytes hashing indexed"},
		{"share add " + t.TempDir(), "path files bytes"},
		{"share list", "path files bytes"},
		{"search mule", "root name size kind providers have"},
		{"get " + apitest.Root(1).String() + " --detach", "root done size rate providers"},
		{"transfers", "root name size done rate state"},
		{"pause " + apitest.Root(1).String(), "root state"},
		{"resume " + apitest.Root(1).String(), "root state"},
		{"limits --up 500k", "up down slots lan"},
		{"uploads", "peer root name bytes rate state rank of wait"},
		{"peers", "peer addrs connected how"},
		{"find-peer " + friend, "peer addrs connected how"},
		{"connect /ip4/10.0.0.1/tcp/1/p2p/" + friend, "peer addrs connected how"},
		{"browse " + friend, "root name rel size kind have"},
		{"link " + apitest.Root(2).String(), "link root name size"},
		{"hash " + file, "path size root"},
		{"version", "version"},
	} {
		got := call(t.Context(), append(strings.Fields(c.args), "--json", "--home", home)...)
		if got.code != 0 || got.err != "" || got.out == "" {
			t.Errorf("hinnyd %s: %+v", c.args, got)
		}
		for _, line := range keys(t, got.out) {
			for _, want := range strings.Fields(c.want) {
				if !slices.Contains(line, want) {
					t.Errorf("hinnyd %s --json lacks %q: %v", c.args, want, line)
				}
			}
		}
	}
}
