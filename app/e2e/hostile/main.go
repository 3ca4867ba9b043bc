package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"log/slog"
	"math"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"

	"hinny/index/query"
	"hinny/network"
	"hinny/network/transfer"
	"hinny/share"
	"hinny/share/merkle"
	"hinny/share/part"
)

func main() {
	huge := flag.Bool("huge", false, "claim that each file has 2^63 bytes")
	flag.Parse()
	if err := run(*huge, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "hostile:", err)
		os.Exit(1)
	}
}

// run shares one file for each quoted name until it is told to stop.
func run(huge bool, quoted []string) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	shared, err := newFiles(ctx, quoted, huge)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "hinny-hostile-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	log := slog.New(slog.DiscardHandler)
	key, err := network.LoadOrCreateIdentity(filepath.Join(dir, "identity"), log)
	if err != nil {
		return err
	}
	parts, err := part.OpenStore(filepath.Join(dir, "parts"), log)
	if err != nil {
		return err
	}
	defer parts.Close()
	n, err := network.New(network.Options{
		Key: key, Listen: []string{"/ip4/127.0.0.1/tcp/0"}, Dir: dir, Agent: "hostile", Log: log,
		Lister: shared, Answerer: shared, Library: shared, Parts: parts,
	})
	if err != nil {
		return err
	}
	fmt.Println(n.Addrs()[0])
	return n.Run(ctx)
}

// files are what is shared: harmless content under hostile names.
type files []file

type file struct {
	*bytes.Reader
	said     share.File // what others are told
	manifest *merkle.Manifest
}

// newFiles makes the content of each name: the number of the name in the list.
func newFiles(ctx context.Context, quoted []string, huge bool) (files, error) {
	var all files
	for i, q := range quoted {
		name, err := strconv.Unquote(q)
		if err != nil {
			return nil, fmt.Errorf("name %s: %w", q, err)
		}
		content := []byte("harmless content " + strconv.Itoa(i))
		m, err := merkle.Build(ctx, bytes.NewReader(content), int64(len(content)), nil)
		if err != nil {
			return nil, err
		}
		said := share.File{Root: m.Root(), Rel: name, Size: m.Size()}
		if huge {
			said.Size = math.MinInt64 // 2^63 on the wire, which has no sign
		}
		all = append(all, file{bytes.NewReader(content), said, m})
	}
	return all, nil
}

// Answer implements search.Answerer: everything answers every query.
func (f files) Answer(_ context.Context, _ query.Query, limit int) ([]share.File, error) {
	return f.sorted("", limit), nil
}

// List implements network.Lister.
func (f files) List(_ context.Context, after string, limit int) ([]share.File, error) {
	return f.sorted(after, limit), nil
}

func (f files) sorted(after string, limit int) (list []share.File) {
	for _, one := range f {
		if one.said.Rel > after {
			list = append(list, one.said)
		}
	}
	slices.SortFunc(list, func(a, b share.File) int { return strings.Compare(a.Rel, b.Rel) })
	return list[:min(limit, len(list))]
}

// Open implements transfer.Library.
func (f files) Open(root share.RootHash) (transfer.Source, error) {
	for _, one := range f {
		if one.said.Root == root {
			return one, nil
		}
	}
	return nil, share.ErrNotFound
}

// Manifest implements transfer.Source.
func (f file) Manifest() *merkle.Manifest { return f.manifest }

// Name implements transfer.Source: what a downloader that knows no name is told.
func (f file) Name() string { return f.said.Rel }

// Check implements transfer.Source.
func (f file) Check() error { return nil }

// Close implements transfer.Source.
func (f file) Close() {}
