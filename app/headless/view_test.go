package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hinny/app/api"
	"hinny/app/api/apitest"
)

func TestGetEndsWithTheVerifiedFile(t *testing.T) {
	home := running(t, world())
	root := apitest.Root(1).String()
	got := call(t.Context(), "get", root, "--json", "--home", home, "--out", "/downloads")
	lines := strings.Split(strings.TrimSpace(got.out), "\n")
	want := `{"root":"` + root + `","path":"/downloads/骡子 mule.mp4","size":4000000,"state":"complete","sources":{"12D3KooWProvider":4000000},"seconds":2}`
	if got.code != 0 || lines[len(lines)-1] != want {
		t.Errorf("last line %s\nwant      %s\n%+v", lines[len(lines)-1], want, got)
	}
	if first := `{"root":"` + root + `","done":0,"size":4000000,"rate":0,"providers":1,"state":"active"}`; lines[0] != first {
		t.Errorf("first line %s\nwant       %s", lines[0], first)
	}
	if got := call(t.Context(), "get", root, "--home", home); got.code != 0 ||
		!strings.HasSuffix(got.out, "/downloads/骡子 mule.mp4: 4.0 MB in 2 s, verified, from 1 provider\n") {
		t.Errorf("the same for a person: %+v", got)
	}
}

func TestGetOfWhatNobodyHas(t *testing.T) {
	home := running(t, world())
	got := call(t.Context(), "get", apitest.Root(9).String(), "--timeout", "1ms", "--home", home)
	if got.code != 1 || !strings.Contains(got.err, "nobody who has "+apitest.Root(9).String()+" answers; the download stays in the list") {
		t.Errorf("%+v", got)
	}
}

func TestInterruptedGetSaysThatTheDownloadGoesOn(t *testing.T) {
	home := running(t, world())
	ctx, cancel := context.WithCancel(t.Context())
	reader, writer, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	code := make(chan int, 1)
	var errs strings.Builder
	go func() {
		defer writer.Close()
		code <- Main(ctx, []string{"get", apitest.Root(9).String(), "--json", "--home", home}, nil, writer, &errs)
	}()
	if _, err := reader.Read(make([]byte, 1)); err != nil { // the first line of progress
		t.Fatal(err)
	}
	cancel()
	if got := <-code; got != 1 || !strings.Contains(errs.String(), "interrupted; the download goes on in the node") {
		t.Errorf("exit %d, %q", got, errs.String())
	}
	if got := call(t.Context(), "transfers", "--home", home); !strings.Contains(got.out, "searching") {
		t.Errorf("the download is gone: %+v", got)
	}
}

func TestFailedWriteIsAFailure(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip("this system has no full device")
	}
	defer full.Close()
	var errs strings.Builder
	if code := Main(t.Context(), []string{"version"}, nil, full, &errs); code != 1 || !strings.Contains(errs.String(), "write the output") {
		t.Errorf("exit %d, %q", code, errs.String())
	}
}

func TestNamesOfStrangersCannotMoveTheCursor(t *testing.T) {
	home := running(t, world())
	for _, args := range [][]string{{"search", "mule"}, {"browse", friend}, {"peers"}, {"find-peer", friend}} {
		got := call(t.Context(), append(args, "--home", home)...)
		if got.code != 0 || strings.ContainsAny(got.out, "\x1b\u202e") || strings.Contains(got.out, "b\n.pdf") {
			t.Errorf("%v: %q", args, got.out)
		}
	}
}

func TestTablesForAPerson(t *testing.T) {
	home := running(t, world())
	dir := filepath.Join(t.TempDir(), "音楽")
	if got := call(t.Context(), "share", "add", dir, "--home", home); got.code != 0 || !strings.HasPrefix(got.out, "Shared: "+dir) {
		t.Errorf("%+v", got)
	}
	if got := call(t.Context(), "share", "name", dir, "Songs", "--home", home); got.code != 0 || got.out != "Others see "+dir+" as Songs.\n" {
		t.Errorf("%+v", got)
	}
	want := pad("FOLDER", columns(dir)) + "  OTHERS SEE  FILES  SIZE\n" + dir + "  Songs       3      3.5 MB\n"
	if got := call(t.Context(), "share", "list", "--home", home); got.out != want {
		t.Errorf("share list:\n%s\nwant\n%s", got.out, want)
	}
	status := call(t.Context(), "status", "--home", home).out
	for _, want := range []string{"Peer        " + self + "\n", "Shared      1,200 files, 3.4 MB\n", "Hashing     1 file, 0 B to read\n", "Searchable  1,199 files\n"} {
		if !strings.Contains(status, want) {
			t.Errorf("status lacks %q:\n%s", want, status)
		}
	}
}

// terminal is a session whose output is a screen of the given size.
func terminal(out *strings.Builder, width, height int) *session {
	return &session{err: io.Discard, out: out, screen: screen{is: true, size: func() (int, int) { return width, height }}}
}

func TestSearchOnATerminalGrowsInPlace(t *testing.T) {
	var out strings.Builder
	s := terminal(&out, 160, 24)
	s.home = running(t, world())
	if err := s.search(t.Context(), api.SearchRequest{Text: "mule", Timeout: time.Second}, func(r api.Result) bool { return r.Mark != api.MarkHidden }); err != nil {
		t.Fatal(err)
	}
	final := out.String()[strings.LastIndex(out.String(), "\x1b[J"):]
	if strings.Count(final, "mule") != 2 || strings.Index(final, "骡子") > strings.Index(final, "fdp") {
		t.Errorf("the last table is %q", final)
	}
	if !strings.Contains(final, "Mules · 640 × 360\n") {
		t.Errorf("what the film says is missing in %q", final)
	}
	for line := range strings.SplitSeq(strings.TrimPrefix(final, "\x1b[J"), "\n") {
		if columns(line) > 160 {
			t.Errorf("%q is wider than the screen", line)
		}
	}
}

func TestBarFitsItsScreen(t *testing.T) {
	transfer := api.Transfer{
		Name: strings.Repeat("骡子", 40), Size: 1_000_000_000, Done: 250_000_000, Rate: 5_000_000, State: api.StateActive,
		Providers: 3, Map: make([]byte, 4096),
	}
	for width := 20; width < 250; width++ {
		if line := barLine(transfer, width); columns(line) > width {
			t.Fatalf("in %d columns: %q takes %d", width, line, columns(line))
		}
	}
	line := barLine(transfer, 120)
	for _, want := range []string{"[···", "25 %", "250 MB/1.0 GB", "5.0 MB/s", "2 min 30 s left", "3×"} {
		if !strings.Contains(line, want) {
			t.Errorf("%q lacks %q", line, want)
		}
	}
}

func TestChunkMapShowsWhatIsTrueOfEachPart(t *testing.T) {
	chunks := []byte{
		api.MapHave, api.MapHave | 3, // all
		api.MapHave, 2, // some
		api.MapHave, api.MapFetching | 1, // fetching
		1, 5, // held
		1, 0, // missing
	}
	if got := chunkMap(chunks, 5); got != "█▓▒░·" {
		t.Errorf("chunkMap = %q", got)
	}
	if got := chunkMap([]byte{api.MapHave, 0}, 6); got != "███···" {
		t.Errorf("a map of two chunks in six columns = %q", got)
	}
}

func TestTroubleOfADownloadIsSaidOnceOnStandardError(t *testing.T) {
	var out, errs strings.Builder
	v := progressView{session: &session{out: &out, err: &errs, json: true}}
	waiting := api.Transfer{Root: apitest.Root(1), State: api.StatePaused, Error: "the disk is full"}
	fine := api.Transfer{Root: apitest.Root(1), State: api.StateActive}
	for _, step := range []api.Transfer{fine, waiting, waiting, fine, waiting} {
		v.show(step, time.Now())
	}
	want := strings.Repeat("hinnyd: the download waits: the disk is full\n", 2)
	if errs.String() != want || strings.Contains(out.String(), "full") {
		t.Errorf("on standard error %q, want %q; on standard output %q", errs.String(), want, out.String())
	}
}

func TestPlainLineOfEachState(t *testing.T) {
	transfer := api.Transfer{Root: apitest.Root(7), Size: -1, State: api.StateSearching}
	if got := plainLine(transfer); got != "070000000000: looking for providers, 0 B of ?" {
		t.Errorf("%q", got)
	}
	transfer = api.Transfer{Name: "a", Size: 100, Done: 50, Rate: 10, State: api.StateActive, Providers: 1}
	if got := plainLine(transfer); got != "a: 50 %, 50 B of 100 B, 10 B/s, 5 s left, 1 provider" {
		t.Errorf("%q", got)
	}
	transfer.State, transfer.Error = api.StatePaused, "the disk is full"
	if got := plainLine(transfer); got != "a: paused, 50 B of 100 B: the disk is full" {
		t.Errorf("a full disk: %q", got)
	}
}

func TestTableCountsColumnsNotBytes(t *testing.T) {
	table := table{header: []string{"NAME", "EMPTY", "N"}}
	table.row("骡子", "", "1")
	table.row("e\u0301a", "", "2")
	if got, want := table.text(), "NAME  N\n骡子  1\ne\u0301a    2\n"; got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if got := clip("骡子 mule", 6); got != "骡子 …" {
		t.Errorf("clip = %q", got)
	}
}
