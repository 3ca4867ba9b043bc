package transfers

import (
	"bytes"
	"testing"

	"hinny/app/api"
	"hinny/app/ui/uitest"
)

func TestABarIsSaidInFigures(t *testing.T) {
	uitest.App(t, 0)
	here, fetched, held := []byte{api.MapHave}, []byte{api.MapFetching | 2}, []byte{3}
	mixed := bytes.Join([][]byte{bytes.Repeat(here, 1200), bytes.Repeat(fetched, 3), bytes.Repeat(held, 377), make([]byte, 20)}, nil)
	for _, c := range []struct {
		of   api.Transfer
		want string
	}{
		{api.Transfer{Map: mixed}, "1,200 of 1,600 chunks here, 3 being fetched, 20 that nobody has"},
		{api.Transfer{Map: here}, "1 of 1 chunk here"},
		{api.Transfer{Map: make([]byte, 2)}, "0 of 2 chunks here, 2 that nobody has"},
		{api.Transfer{}, "The chunks are not known yet"},
		{api.Transfer{State: api.StateComplete}, "All chunks are here"},
	} {
		if got := lineFigures(Line{Transfer: c.of}); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

func TestTheBarOfAProviderIsSaidInFigures(t *testing.T) {
	uitest.App(t, 0)
	download := api.Transfer{Size: 1000, Map: make([]byte, 400), Details: []api.Provider{{Peer: "x", Chunks: 212, Bytes: 250}}}
	said := func() string {
		return lineFigures(Line{Transfer: download, source: &sources(download, nil)[0]})
	}
	if got, want := said(), "It has 212 of 400 chunks"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	download.State = api.StateComplete
	if got, want := said(), "25 % of the file came from there"; got != want {
		t.Errorf("of what is complete: %q, want %q", got, want)
	}
	download.State, download.Map = api.StateActive, nil
	if got, want := said(), "The chunks are not known yet"; got != want {
		t.Errorf("without a map: %q, want %q", got, want)
	}
}
