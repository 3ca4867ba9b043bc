package node

import (
	"errors"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hinny/app/api"
	"hinny/app/node/journal"
	"hinny/share"
)

func TestWhatTheNodeSeesOfItselfIsWrittenDown(t *testing.T) {
	events := journal.New()
	n := &Node{log: slog.New(events.Handler(slog.DiscardHandler))}
	broken := share.RootHash{1}
	failing := func(s sight) sight {
		s.failed, s.names = map[share.RootHash]string{broken: "the disk is full"}, map[share.RootHash]string{broken: "mule.mp4"}
		return s
	}
	var last sight
	for _, now := range []sight{
		{busy: true, files: 3},
		{busy: true, files: 8, neighbours: 2},
		{files: 9, neighbours: 3},
		{busy: true, files: 9, neighbours: 3}, // looked through again, and nothing new
		{files: 9, neighbours: 3},
		failing(sight{files: 9}),
		failing(sight{files: 9}),
	} {
		n.compare(last, now)
		last = now.after(last)
	}
	var got []string
	err := events.Read(t.Context(), api.LogRequest{}, journal.Reader{Found: func(e api.Entry) bool {
		got = append(got, e.Text)
		return true
	}})
	want := []string{
		"Connected to the network", "The shared folders were looked through; files in them: 9",
		"Nobody is connected any more; Hinny goes on looking for others", "The download of “mule.mp4” failed: the disk is full",
	}
	if err != nil || len(got) != len(want) {
		t.Fatalf("%q, %v", got, err)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%q, want %q", got[i], want[i])
		}
	}
}

func TestAFolderThatIsSharedIsWrittenDown(t *testing.T) {
	n := nodeIn(t, t.TempDir())
	music := t.TempDir()
	if _, err := n.AddFolder(t.Context(), music); err != nil {
		t.Fatal(err)
	}
	if err := n.RemoveFolder(t.Context(), music); err != nil {
		t.Fatal(err)
	}
	var got []api.Happening
	_ = n.Log(t.Context(), api.LogRequest{}, func(e api.Entry) bool {
		got = append(got, e.What)
		return true
	})
	if len(got) < 2 || got[len(got)-2] != api.HappenedShared || got[len(got)-1] != api.HappenedUnshared {
		t.Errorf("the log tells of %q", got)
	}
}

func TestTheNodeCountsOverItsSessions(t *testing.T) {
	home := t.TempDir()
	for session := range int64(2) {
		n := nodeIn(t, home)
		n.measure(time.Now(), n.look())
		n.stats.Searched()
		got, err := n.Statistics(t.Context(), api.StatisticsRequest{Span: api.SpanMinutes})
		if err != nil || got.Session.Searches != 1 || got.Total.Searches != session+1 || got.Sessions != session+1 || len(got.History) != 1 {
			t.Errorf("session %d: %+v, %v", session, got, err)
		}
		if err := errors.Join(n.stats.Save(), n.Close()); err != nil {
			t.Fatal(err)
		}
	}
	write(t, filepath.Join(home, statsName), "{")
	n := nodeIn(t, home)
	if s, _ := n.Status(t.Context()); len(s.Notices) != 1 || !strings.Contains(s.Notices[0], statsName+".damaged") {
		t.Errorf("of damaged statistics it says %q", s.Notices)
	}
	if _, err := n.Statistics(t.Context(), api.StatisticsRequest{Span: "centuries"}); api.AsError(err).Code != api.CodeUsage {
		t.Errorf("a span that is none: %v", err)
	}
}
