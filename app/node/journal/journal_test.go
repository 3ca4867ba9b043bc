package journal_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"hinny/app/api"
	"hinny/app/node/journal"
)

// all returns what is in a journal.
func all(t *testing.T, j *journal.Journal) (entries []api.Entry) {
	t.Helper()
	to := journal.Reader{Name: func(string) string { return "mule.mp4" }, Found: func(e api.Entry) bool {
		entries = append(entries, e)
		return true
	}}
	if err := j.Read(t.Context(), api.LogRequest{}, to); err != nil {
		t.Fatal(err)
	}
	return entries
}

func logging() (*journal.Journal, *slog.Logger, *strings.Builder) {
	j, out := journal.New(), &strings.Builder{}
	return j, slog.New(j.Handler(slog.NewTextHandler(out, &slog.HandlerOptions{Level: slog.LevelWarn}))), out
}

func TestMessagesBecomeSentences(t *testing.T) {
	j, log, out := logging()
	log.With("root", "0123abcd").Info("download complete", "path", "/home/ada/got/Mule song.flac")
	log.With("root", "0123abcd").Warn("the download waits for our own disk", "error", errors.New("no space left"))
	log.Info("our role in the search changes", "leaf", true)
	log.Info("a data stream ends", "peer", "x")
	log.Error("something nobody foresaw", "path", "/a b", "error", "it\nbroke\x1b[2J")
	log.Debug("for engineers")
	log.Warn("Not every shared folder can be watched, so changes show up late.")
	log.Warn("a neighbour asks for far too much and is refused for a while", "peer", "12D3KooWAbCdEfGh", "for", 10*time.Minute)
	want := []struct {
		level api.Level
		what  api.Happening
		text  string
	}{
		{api.LevelInfo, api.HappenedArrived, "“Mule song.flac” has arrived: /home/ada/got/Mule song.flac"},
		{api.LevelWarning, api.HappenedDiskWait, "“mule.mp4” waits for the disk: no space left"},
		{api.LevelInfo, api.HappenedLeaf, "Better connected computers pass searches on now; this one rests"},
		{api.LevelError, "", "Something nobody foresaw (path /a b, error it broke\ufffd[2J)"},
		{api.LevelWarning, api.HappenedWatchLimit, "Not every shared folder can be watched, so changes show up late."},
		{api.LevelWarning, api.HappenedBanned, "…AbCdEfGh asks for far too much and is blocked for 10 min"},
	}
	got := all(t, j)
	if len(got) != len(want) {
		t.Fatalf("%d entries: %+v", len(got), got)
	}
	for i, e := range got {
		if e.Level != want[i].level || e.What != want[i].what || e.Text != want[i].text {
			t.Errorf("entry %d: %+v, want %+v", i, e, want[i])
		}
	}
	if lines := strings.Count(out.String(), "\n"); lines != 4 {
		t.Errorf("passed on at its own level:\n%s", out)
	}
}

func TestTheSameAgainIsOneEntry(t *testing.T) {
	j, log, _ := logging()
	log.Warn("trouble")
	first := all(t, j)[0]
	log.Warn("trouble")
	log.Warn("trouble")
	got := all(t, j)
	if len(got) != 1 || got[0].Times != 3 || got[0].ID != first.ID || got[0].Seq <= first.Seq {
		t.Errorf("%+v after %+v", got, first)
	}
	log.Warn("other trouble")
	log.Warn("trouble")
	if got := all(t, j); len(got) != 3 || got[2].Times != 1 {
		t.Errorf("%+v", got)
	}
}

func TestTheJournalIsBounded(t *testing.T) {
	j, log, _ := logging()
	for i := range journal.MaxEntries + 10 {
		log.Info(fmt.Sprintf("number %d %s", i, strings.Repeat("x", 5000)))
	}
	got := all(t, j)
	if len(got) != journal.MaxEntries || !strings.HasPrefix(got[0].Text, "Number 10 ") || len(got[0].Text) > 500 {
		t.Errorf("%d entries, the first %.20q of %d bytes", len(got), got[0].Text, len(got[0].Text))
	}
}

func TestAReaderFollows(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		j, log, _ := logging()
		ctx, cancel := context.WithCancel(t.Context())
		var texts []string
		ended := make(chan error, 1)
		go func() {
			ended <- j.Read(ctx, api.LogRequest{Follow: true}, journal.Reader{Found: func(e api.Entry) bool {
				texts = append(texts, fmt.Sprint(e.Text, e.Times))
				return true
			}})
		}()
		for _, text := range []string{"A", "B", "B"} {
			log.Info(text)
			synctest.Wait()
		}
		<-time.After(time.Hour)
		if got := strings.Join(texts, " "); got != "A1 B1 B2" {
			t.Errorf("followed: %s", got)
		}
		cancel()
		if err := <-ended; !errors.Is(err, context.Canceled) {
			t.Errorf("it ends with %v", err)
		}
	})
}

func TestAnUnknownNameIsItsRoot(t *testing.T) {
	j, log, _ := logging()
	log.Info("the disk works again; the download goes on", "root", "0123abcd")
	var text string
	_ = j.Read(t.Context(), api.LogRequest{}, journal.Reader{Name: func(string) string { return "" }, Found: func(e api.Entry) bool {
		text = e.Text
		return false
	}})
	if !strings.Contains(text, "“0123abcd”") {
		t.Errorf("says %q", text)
	}
}
