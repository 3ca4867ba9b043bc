package library

import (
	"context"
	"io"

	"hinny/share"
	"hinny/share/meta"
)

// maxUnasked bounds the files that wait to be asked what they are; a scan that
// finds more waits with them.
const maxUnasked = 1024

// asked notes what a file says of itself. One that says nothing by its name is
// not looked at, and its record stays as short as it was.
func asked(f *share.File, content io.ReaderAt) {
	if meta.Reads(f.Path) {
		f.Meta, f.Form = meta.Read(content, f.Size, f.Path), meta.Form
	}
}

// ask has a file looked into that the catalog knows but that was never asked:
// it was hashed by an older Hinny, or downloaded and not hashed at all.
func (l *Library) ask(ctx context.Context, f share.File) {
	if f.Form < meta.Form && meta.Reads(f.Path) {
		send(ctx, l.unasked, f.Path)
	}
}

// askAll looks into files, one after the other, until ctx ends. It is gentle: a
// few reads a file, and none while hashing is paused.
func (l *Library) askAll(ctx context.Context) {
	var from opener
	defer from.close()
	for {
		select {
		case <-ctx.Done():
			return
		case path := <-l.unasked:
			l.gate.pass(ctx)
			l.askOne(ctx, &from, path)
			if len(l.unasked) == 0 {
				from.close() // an open directory keeps its drive from being taken out
			}
		}
	}
}

// askOne looks into one file. What is not any more what the catalog knows is
// left to the keeper.
func (l *Library) askOne(ctx context.Context, from *opener, path string) {
	known, ok := l.catalog.ByPath(path)
	folder, ticked := l.folderOf(path)
	if !ok || !ticked || known.File.Form >= meta.Form {
		return
	}
	f, id, err := from.open(folder, path)
	if err != nil {
		return
	}
	defer func() { _ = f.Close() }() // it was only read
	if id != known.Identity {
		return
	}
	asked(&known.File, f)
	send(ctx, l.commits, commit{entry: known})
}
