package instance

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// open opens a gate and returns what it takes.
func open(t *testing.T, home string) <-chan []string {
	t.Helper()
	g, err := Open(home)
	if err != nil {
		t.Fatal(err)
	}
	taken := make(chan []string, 16)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- g.Run(ctx, func(links []string) { taken <- links }) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	return taken
}

// short returns a folder whose path leaves room for a socket's name.
func short(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "g")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

func TestASecondStartHandsOverAndEnds(t *testing.T) {
	home := short(t)
	if HandOver(t.Context(), home, nil) == nil {
		t.Error("handed over to nobody")
	}
	taken := open(t, home)
	links := []string{"magnet:?xt=urn:blake3:aa", "magnet:?xt=urn:blake3:bb"}
	for _, want := range [][]string{links, nil} {
		if err := HandOver(t.Context(), home, want); err != nil {
			t.Fatal(err)
		}
		if got := <-taken; !slices.Equal(got, want) {
			t.Errorf("took %q, not %q", got, want)
		}
	}
	info, err := os.Stat(filepath.Join(home, socketName))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("others may enter: %v, %v", info.Mode(), err)
	}
}

func TestAGateThatWasLeftBehindIsReplaced(t *testing.T) {
	home := short(t)
	if _, err := Open(home); err != nil { // its window dies without closing it
		t.Fatal(err)
	}
	taken := open(t, home)
	if err := HandOver(t.Context(), home, []string{"a"}); err != nil {
		t.Fatal(err)
	}
	if got := <-taken; len(got) != 1 {
		t.Errorf("took %q", got)
	}
}

func TestTooMuchIsNotTaken(t *testing.T) {
	home := short(t)
	taken := open(t, home)
	if HandOver(t.Context(), home, []string{strings.Repeat("x", maxText+1)}) == nil {
		t.Error("more than the limit was taken")
	}
	if err := HandOver(t.Context(), home, []string{"after"}); err != nil {
		t.Fatal(err)
	}
	if got := <-taken; !slices.Equal(got, []string{"after"}) {
		t.Errorf("took %d", len(got))
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("magnet:?xt=urn:blake3:aa\r\n\n b "))
	f.Add([]byte{0xff, '\n'})
	f.Fuzz(func(t *testing.T, text []byte) {
		links, err := parse(text)
		if err != nil {
			return
		}
		for _, l := range links {
			if l == "" || strings.ContainsAny(l, "\n") {
				t.Errorf("%q is no line", l)
			}
		}
	})
}
