package part

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"sync"

	"hinny/share"
	"hinny/share/fsys"
)

const (
	// bookName is the file of the orders that have no .meta of their own.
	bookName = "orders"
	// bookLimit bounds that file: half a million orders with long lists of
	// providers.
	bookLimit = 256 << 20
	// bookSlack is how many lines may lie there that say nothing any more
	// before it is written anew: it is read whole only at the start.
	bookSlack = 4096
)

// book keeps the downloads that were begun and have no content of several
// chunks yet: a line for each, added at the end. Ten thousand small files are
// ordered, noted and struck out again with hardly more work for the disk than
// one, where a file for each would take half a minute.
//
// A line is the checksum of the rest and a bookLine in JSON; the last line of a
// root counts. It is safe for concurrent use; the zero value needs dir and log.
type book struct {
	dir fsys.Dir
	log *slog.Logger

	syncing sync.Mutex // held for the whole of a flush; taken before mu

	mu     sync.Mutex
	file   fsys.File                // guarded by mu; nil until the book is read
	live   map[share.RootHash]*Meta // guarded by mu
	end    int64                    // guarded by mu; where the next line goes
	lines  int                      // guarded by mu
	dirty  bool                     // guarded by mu; lines wait for a sync
	made   bool                     // guarded by mu; so does its name
	broken bool                     // guarded by mu; the file must be written anew
}

// bookLine is one line of the book.
type bookLine struct {
	Meta
	Struck bool `json:",omitempty"` // only the root counts: no longer in the book
}

func encodeBookLine(line bookLine) ([]byte, error) {
	body, err := json.Marshal(line)
	if err != nil {
		return nil, fmt.Errorf("write the record of %s: %w", line.Root.Short(), err)
	}
	if len(body) > metaLimit {
		return nil, fmt.Errorf("write the record of %s: %w: %d bytes", line.Root.Short(), share.ErrTooLarge, len(body))
	}
	return append(append(fmt.Appendf(nil, "%08x ", checksum(body)), body...), '\n'), nil
}

// decodeBookLine reads a line without its end.
func decodeBookLine(data []byte) (bookLine, error) {
	sum, body, ok := bytes.Cut(data, []byte(" "))
	if !ok || len(body) > metaLimit || string(sum) != fmt.Sprintf("%08x", checksum(body)) {
		return bookLine{}, errors.New("a line is damaged")
	}
	var line bookLine
	if err := json.Unmarshal(body, &line); err != nil {
		return bookLine{}, fmt.Errorf("a line is damaged: %w", err)
	}
	if line.Root.IsZero() {
		return bookLine{}, fmt.Errorf("a line is damaged: %w", share.ErrBadRoot)
	}
	if line.Size != -1 {
		if err := share.CheckSize(line.Size); err != nil {
			return bookLine{}, err
		}
	}
	return line, nil
}

// decodeBook reads a whole book, and says how many lines it has and how many of
// them are damaged. A last line without an end was never acknowledged.
func decodeBook(data []byte) (live map[share.RootHash]*Meta, lines, damaged int) {
	live = map[share.RootHash]*Meta{}
	for text := range bytes.Lines(data) {
		if !bytes.HasSuffix(text, []byte("\n")) {
			break
		}
		lines++
		line, err := decodeBookLine(text[:len(text)-1])
		switch {
		case err != nil:
			damaged++
		case line.Struck:
			delete(live, line.Root)
		default:
			live[line.Root] = &line.Meta
		}
	}
	return live, lines, damaged
}

// open reads the book unless that was done. Callers hold b.mu.
func (b *book) open() error {
	if b.file != nil {
		return nil
	}
	data, err := readFile(b.dir, bookName, bookLimit)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return diskError("read", b.dir.Path()+"/"+bookName, err)
	}
	b.made = err != nil
	live, lines, damaged := decodeBook(data)
	if damaged > 0 {
		b.log.Error("some orders of downloads are damaged; the old book is set aside", "lines", damaged, "of", lines)
		if err := replace(b.dir, bookName+damagedSuffix, data); err != nil {
			return err
		}
	}
	file, err := b.dir.OpenFile(bookName, true)
	if err != nil {
		return diskError("open", b.dir.Path()+"/"+bookName, err)
	}
	b.file, b.live, b.lines = file, live, lines
	b.end = int64(bytes.LastIndexByte(data, '\n') + 1) // over a line that was cut short
	b.dirty, b.broken = b.made, damaged > 0
	if b.end == int64(len(data)) {
		return nil
	}
	return diskError("shorten", b.dir.Path()+"/"+bookName, file.Truncate(b.end))
}

// get returns a download of the book.
func (b *book) get(root share.RootHash) (m Meta, ok bool, err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := b.open(); err != nil {
		return Meta{}, false, err
	}
	if m := b.live[root]; m != nil {
		return m.clone(), true, nil
	}
	return Meta{}, false, nil
}

// all returns every download of the book.
func (b *book) all() ([]Meta, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := b.open(); err != nil {
		return nil, err
	}
	list := make([]Meta, 0, len(b.live))
	for _, m := range b.live {
		list = append(list, m.clone())
	}
	return list, nil
}

// holds reports whether a download is in the book.
func (b *book) holds(root share.RootHash) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.live[root] != nil
}

// put writes downloads down, for good after the next flush. It is all or none.
func (b *book) put(list ...Meta) error {
	lines := make([]bookLine, len(list))
	for i, m := range list {
		lines[i].Meta = m
	}
	return b.write(lines)
}

// strike takes downloads out, for good after the next flush. Those that are not
// in the book are passed over.
func (b *book) strike(roots ...share.RootHash) error {
	b.mu.Lock()
	if err := b.open(); err != nil {
		b.mu.Unlock()
		return err
	}
	var lines []bookLine
	for _, root := range roots {
		if b.live[root] != nil {
			lines = append(lines, bookLine{Meta: Meta{Root: root}, Struck: true})
		}
	}
	b.mu.Unlock()
	return b.write(lines)
}

// write adds lines at the end, in one system call.
func (b *book) write(lines []bookLine) error {
	if len(lines) == 0 {
		return nil
	}
	var data []byte
	for _, line := range lines {
		one, err := encodeBookLine(line)
		if err != nil {
			return err
		}
		data = append(data, one...)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := b.open(); err != nil {
		return err
	}
	if b.end+int64(len(data)) > bookLimit {
		return fmt.Errorf("write down what is ordered: %w: cancel some downloads first", share.ErrTooLarge)
	}
	if _, err := b.file.WriteAt(data, b.end); err != nil {
		// A full disk may have taken some of the lines.
		b.broken = b.file.Truncate(b.end) != nil || b.broken
		return diskError("write", b.dir.Path()+"/"+bookName, err)
	}
	b.end += int64(len(data))
	b.lines += len(lines)
	b.dirty = true
	for _, line := range lines {
		if line.Struck {
			delete(b.live, line.Root)
			continue
		}
		m := line.Meta.clone()
		b.live[line.Root] = &m
	}
	return nil
}
