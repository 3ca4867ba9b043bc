package part

import "errors"

// Flush makes every download that was begun, and every end of a small one,
// durable. Call it every few seconds: ten thousand orders at once would take a
// minute if each waited for the disk.
func (s *Store) Flush() error { return s.book.flush() }

// flush makes all lines durable. Others go on writing meanwhile.
func (b *book) flush() error {
	b.syncing.Lock()
	defer b.syncing.Unlock()
	b.mu.Lock()
	if b.file == nil || !b.dirty && !b.broken {
		b.mu.Unlock()
		return nil
	}
	if b.broken || b.lines > 2*len(b.live)+bookSlack {
		defer b.mu.Unlock()
		return b.renew()
	}
	file, made := b.file, b.made
	b.dirty, b.made = false, false
	b.mu.Unlock()
	err := file.SyncData()
	if err == nil && made {
		err = b.dir.Sync()
	}
	if err == nil {
		return nil
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	// The system may have dropped what it could not write: begin a new file.
	b.dirty, b.made, b.broken = true, made, true
	return diskError("sync", b.dir.Path()+"/"+bookName, err)
}

// renew writes the book anew, without what was struck out. Callers hold
// b.syncing and b.mu.
func (b *book) renew() error {
	var data []byte
	for _, m := range b.live {
		line, err := encodeBookLine(bookLine{Meta: *m})
		if err != nil {
			return err
		}
		data = append(data, line...)
	}
	if err := replace(b.dir, bookName, data); err != nil {
		b.dirty, b.broken = true, true
		return err
	}
	old := b.file
	file, err := b.dir.OpenFile(bookName, false)
	if err != nil {
		b.dirty, b.broken = true, true
		return diskError("open", b.dir.Path()+"/"+bookName, err)
	}
	b.file, b.end, b.lines = file, int64(len(data)), len(b.live)
	b.dirty, b.made, b.broken = false, false, false
	_ = old.Close() // nothing of it is needed
	return nil
}

// close makes all durable and lets go of the file.
func (b *book) close() error {
	err := b.flush()
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.file == nil {
		return err
	}
	err = errors.Join(err, b.file.Close())
	b.file = nil
	return err
}
