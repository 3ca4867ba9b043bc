package wire

import (
	"bytes"
	"encoding/hex"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"google.golang.org/protobuf/proto"
)

var update = flag.Bool("update", false, "write the golden vectors anew; only for a new version of a protocol")

// golden compares the framed form of a message with the vector of that name in
// testdata, and the vector's reading with the message. A vector that changes
// means that peers of the last release no longer understand us.
func golden(t *testing.T, name string, m proto.Message) {
	t.Helper()
	path := filepath.Join("testdata", name+".hex")
	data, err := (proto.MarshalOptions{Deterministic: true}).Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	framed, err := Append(nil, m)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.HasSuffix(framed, data) {
		t.Fatalf("%s has no single form", name)
	}
	if *update {
		if err := os.WriteFile(path, []byte(hex.EncodeToString(framed)+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	want, err := hex.DecodeString(strings.TrimSpace(string(text)))
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	if !bytes.Equal(framed, want) {
		t.Errorf("%s is sent as %x, the vector is %x", name, framed, want)
	}
	back := m.ProtoReflect().New().Interface()
	if err := NewReader(bytes.NewReader(want), len(want)).Read(back); err != nil || !proto.Equal(m, back) {
		t.Errorf("the vector of %s is read as %v: %v", name, back, err)
	}
}
