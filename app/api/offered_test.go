package api_test

import (
	"strings"
	"testing"
	"time"

	"hinny/app/api"
	"hinny/app/api/apitest"
	"hinny/share"
)

// offered calls what only some backends can do.
func offered(t *testing.T, b api.Backend, see func(...any)) {
	t.Helper()
	ctx := t.Context()
	marker := b.(api.Marker)
	see(marker.Mark(ctx, api.Marked{Root: apitest.Root(1), Name: "mule", Mark: api.MarkFake}))
	see(marker.Marks(ctx))
	book := b.(api.Acquainted)
	see(book.SetContact(ctx, api.Contact{Peer: "12D3KooWFriend", Name: "骡 Bob", Note: "a\nb"}))
	see(book.Contacts(ctx))
	see(book.ForgetContact(ctx, "骡 Bob"), book.ForgetContact(ctx, "骡 Bob"))
	saver := b.(api.Saver)
	see(saver.SaveSearch(ctx, "mule"), saver.SaveSearch(ctx, "-donkey"))
	see(saver.SavedSearches(ctx))
	see(saver.LookedAt(ctx, "mule"), saver.ForgetSearch(ctx, "mule"), saver.ForgetSearch(ctx, "mule"))
	logger := b.(api.Logger)
	for _, r := range []api.LogRequest{{}, {After: 1}, {Follow: true}} {
		see(logger.Log(ctx, r, func(e api.Entry) bool {
			see(e)
			return e.Seq < 2
		}))
	}
	see(b.(api.Holder).Holdings(ctx, apitest.Root(1)))
	see(b.(api.Holder).Holdings(ctx, apitest.Root(9)))
	pauser := b.(api.HashingPauser)
	see(pauser.PauseHashing(ctx))
	see(b.Status(ctx))
	see(pauser.ResumeHashing(ctx))
	see(b.Status(ctx))
	for _, span := range []api.Span{"", api.SpanHours, "centuries"} {
		see(b.(api.Counter).Statistics(ctx, api.StatisticsRequest{Span: span}))
	}
	see(b.(api.Mover).SetDownloads(ctx, "/new"), b.(api.Mover).SetDownloads(ctx, "/locked"))
	see(b.(api.Introducer).SetDisplayName(ctx, "Ada"), b.(api.Introducer).SetDisplayName(ctx, "/locked"))
	see(b.Status(ctx))
	see(nil, b.(api.Sequencer).SetSequential(ctx, apitest.Root(1), true))
	see(nil, b.(api.Queuer).Move(ctx, []share.RootHash{apitest.Root(1)}, api.PlaceTop), b.(api.Queuer).Move(ctx, []share.RootHash{apitest.Root(99)}, api.PlaceUp))
	see(b.Transfers(ctx))
	see(nil, b.(api.Checker).Recheck(ctx, apitest.Root(1)), b.(api.Checker).Recheck(ctx, apitest.Root(99)))
	see(nil, b.(api.Sequencer).SetSequential(ctx, apitest.Root(99), true))
	see(b.(api.Excluder).Exclude(ctx, api.ExclusionChange{Add: []string{"*.bak", "*.iso"}}))
	see(b.(api.Excluder).Exclude(ctx, api.ExclusionChange{Remove: []string{"*.iso"}}))
	see(b.(api.Excluder).Exclude(ctx, api.ExclusionChange{Remove: []string{"none"}}))
	for _, path := range []string{"", "/", "/none"} {
		see(b.(api.Lister).LocalFolders(ctx, path))
	}
}

func TestStatisticsAreWrittenAsTwoTables(t *testing.T) {
	var out strings.Builder
	if err := counted().WriteCSV(&out); err != nil {
		t.Fatal(err)
	}
	want := "figure,session,total\nbytes received,10,100\nbytes sent,5,200\nseconds online,60,600\nfiles finished,1,2\nsearches,0,3\npeers,4,40\n" +
		"\ntime,received per second,sent per second,connections\n" +
		"2026-03-31T08:59:40Z,1234567,0,3\n2026-03-31T08:59:50Z,0,2,4\n"
	if out.String() != want {
		t.Errorf("wrote %s", out.String())
	}
}

// counted are statistics of which every number is different.
func counted() api.Statistics {
	return api.Statistics{
		Sessions: 7, Step: 10 * time.Second, Now: time.Date(2026, 3, 31, 9, 0, 0, 0, time.UTC),
		Session: api.Figures{Down: 10, Up: 5, Seconds: 60, Finished: 1, Peers: 4},
		Total:   api.Figures{Down: 100, Up: 200, Seconds: 600, Finished: 2, Searches: 3, Peers: 40},
		Records: api.Records{Up: api.Record{Value: 1.5e6, When: time.Date(2026, 3, 30, 9, 0, 0, 0, time.UTC)}},
		History: []api.Sample{{Down: 1_234_567.4, Connections: 3}, {Up: 2, Connections: 4}},
	}
}
