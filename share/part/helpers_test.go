package part

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"math/rand/v2"
	"os"
	"testing"
	"time"

	"hinny/share"
	"hinny/share/fsys"
	"hinny/share/merkle"
)

const chunk = share.MinChunkSize

// sample is a file to download.
type sample struct {
	data     []byte
	manifest *merkle.Manifest
}

func newSample(t testing.TB, size int) sample {
	t.Helper()
	var seed [32]byte
	seed[0] = byte(size)
	data := make([]byte, size)
	rand.NewChaCha8(seed).Read(data)
	m, err := merkle.Build(context.Background(), bytes.NewReader(data), int64(size), nil)
	if err != nil {
		t.Fatal(err)
	}
	return sample{data, m}
}

func (s sample) root() share.RootHash { return s.manifest.Root() }

func (s sample) chunk(i int) []byte {
	offset, n := share.ChunkSpan(s.manifest.Size(), i)
	return s.data[offset : offset+int64(n)]
}

func (s sample) meta(out string) Meta {
	return Meta{Root: s.root(), Size: -1, Name: "Air on a G string.flac", Out: out, Added: time.Unix(1700000000, 0).UTC()}
}

func quiet() *slog.Logger { return slog.New(slog.NewTextHandler(io.Discard, nil)) }

// openStore opens a store on the real disk and closes it after the test.
func openStore(t testing.TB, dir string) *Store {
	t.Helper()
	s, err := OpenStore(dir, quiet())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { check(t, s.Close()) })
	return s
}

// memoryStore opens a store on a disk in memory with plenty of room.
func memoryStore(disk *fsys.Memory) *Store { return newStore(disk, quiet()) }

// begin creates the download of s and sets its manifest.
func begin(t testing.TB, store *Store, s sample, out string) *File {
	t.Helper()
	f, err := store.Create(s.meta(out))
	check(t, err)
	check(t, f.SetManifest(s.manifest))
	return f
}

func write(t testing.TB, f *File, s sample, chunks ...int) {
	t.Helper()
	for _, i := range chunks {
		check(t, f.WriteChunk(i, s.chunk(i)))
	}
}

func reopen(t testing.TB, store *Store, root share.RootHash) *File {
	t.Helper()
	f, err := store.Open(root)
	check(t, err)
	return f
}

// present lists the chunks that are there.
func present(f *File) []int {
	var list []int
	for i := range f.Have().Present() {
		list = append(list, i)
	}
	return list
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func readFileOf(t testing.TB, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	check(t, err)
	return data
}
