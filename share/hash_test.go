package share

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
)

const digits = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

func TestRootHashText(t *testing.T) {
	h, err := ParseRootHash(strings.ToUpper(digits))
	if err != nil || h.String() != digits || h.Short() != digits[:12] || h.IsZero() {
		t.Fatalf("%s, %v", h, err)
	}
	var again RootHash
	text, err := json.Marshal(h)
	if err != nil || string(text) != `"`+digits+`"` {
		t.Errorf("JSON is %s, %v", text, err)
	}
	if err := json.Unmarshal(text, &again); err != nil || again != h {
		t.Errorf("JSON gives %s, %v", again, err)
	}
	if back, err := RootHashFromBytes(h[:]); err != nil || back != h {
		t.Errorf("bytes give %s, %v", back, err)
	}
}

func TestBadRootHashes(t *testing.T) {
	for _, text := range []string{"", digits[1:], digits + "0", digits[1:] + "g", strings.Repeat("é", 32), strings.Repeat("x", 1<<20)} {
		_, err := ParseRootHash(text)
		if !errors.Is(err, ErrBadRoot) || len(err.Error()) > 300 {
			t.Errorf("%.20q gives %.200v", text, err)
		}
	}
	h := RootHash{1}
	if err := h.UnmarshalText([]byte("x")); err == nil || h != (RootHash{1}) {
		t.Error("bad text changed the hash")
	}
	if _, err := RootHashFromBytes(make([]byte, 31)); !errors.Is(err, ErrBadRoot) {
		t.Errorf("31 bytes give %v", err)
	}
}

func TestChunkErrorNamesEverything(t *testing.T) {
	h, _ := ParseRootHash(digits)
	err := &ChunkError{Root: h, Index: 7, Peer: "12D3KooW", Err: ErrCorrupt}
	for _, want := range []string{"chunk 7", h.Short(), "12D3KooW", "does not match"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q does not say %q", err, want)
		}
	}
	if !errors.Is(err, ErrCorrupt) {
		t.Error("the cause is hidden")
	}
}

func FuzzParseRootHash(f *testing.F) {
	f.Add(digits)
	f.Add("")
	f.Fuzz(func(t *testing.T, text string) {
		h, err := ParseRootHash(text)
		if err == nil && h.String() != strings.ToLower(text) {
			t.Fatalf("%q is read as %s", text, h)
		}
	})
}
