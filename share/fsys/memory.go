package fsys

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"
	"sync"
)

// Memory is a Dir for tests that tells what was synced from what was only
// written. The zero value is not usable; see NewMemory.
type Memory struct {
	mu     sync.Mutex
	names  map[string]*inode // guarded by mu
	synced map[string]*inode // guarded by mu
	free   int64             // guarded by mu
	hook   func(op, name string) error
}

// inode is a file's content, now and as a power cut would leave it.
type inode struct{ now, synced []byte }

// NewMemory returns an empty disk with so many bytes of room. Before each
// change hook, which may be nil, is called with its kind (create, write, sync,
// truncate, reserve, rename, remove, syncdir); an error from it is the result
// of the operation, which then does not happen.
func NewMemory(free int64, hook func(op, name string) error) *Memory {
	return &Memory{names: map[string]*inode{}, synced: map[string]*inode{}, free: free, hook: hook}
}

// Crash returns the disk as it is found after the power failed now: content
// that was not synced is gone. Names are as they were when the folder was last
// synced or, with keepNames, as they are now, because file systems may write
// them earlier than asked.
func (m *Memory) Crash(keepNames bool) *Memory {
	m.mu.Lock()
	defer m.mu.Unlock()
	names := m.synced
	if keepNames {
		names = m.names
	}
	after := NewMemory(m.free, nil)
	for name, node := range names {
		content := bytes.Clone(node.synced)
		after.names[name] = &inode{now: content, synced: bytes.Clone(content)}
	}
	after.synced = maps.Clone(after.names)
	return after
}

// Path implements Dir.
func (m *Memory) Path() string { return "memory" }

// OpenFile implements Dir.
func (m *Memory) OpenFile(name string, create bool) (File, error) {
	m.mu.Lock()
	node, ok := m.names[name]
	m.mu.Unlock()
	if ok {
		return &memoryFile{m: m, name: name, node: node}, nil
	}
	if !create {
		return nil, missing("open", name)
	}
	node = &inode{}
	err := m.change("create", name, func() error { m.names[name] = node; return nil })
	return &memoryFile{m: m, name: name, node: node}, err
}

// Rename implements Dir.
func (m *Memory) Rename(from, to string) error {
	return m.change("rename", from, func() error {
		node, ok := m.names[from]
		if !ok {
			return missing("rename", from)
		}
		delete(m.names, from)
		m.names[to] = node
		return nil
	})
}

// Remove implements Dir.
func (m *Memory) Remove(name string) error {
	return m.change("remove", name, func() error {
		if _, ok := m.names[name]; !ok {
			return missing("remove", name)
		}
		delete(m.names, name)
		return nil
	})
}

// Names implements Dir.
func (m *Memory) Names() ([]string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Sorted(maps.Keys(m.names)), nil
}

// Size implements Dir.
func (m *Memory) Size(name string) (int64, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	node, ok := m.names[name]
	if !ok {
		return 0, missing("stat", name)
	}
	return int64(len(node.now)), nil
}

// Sync implements Dir.
func (m *Memory) Sync() error {
	return m.change("syncdir", "", func() error { m.synced = maps.Clone(m.names); return nil })
}

// Free implements Dir.
func (m *Memory) Free() (int64, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.free, nil
}

// Close implements Dir.
func (m *Memory) Close() error { return nil }

// change asks the hook, then runs do under the lock.
func (m *Memory) change(op, name string, do func() error) error {
	if m.hook != nil {
		if err := m.hook(op, name); err != nil {
			return &fs.PathError{Op: op, Path: name, Err: err}
		}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	return do()
}

func missing(op, name string) error {
	return &fs.PathError{Op: op, Path: name, Err: fs.ErrNotExist}
}

type memoryFile struct {
	m    *Memory
	name string
	node *inode
}

func (f *memoryFile) ReadAt(p []byte, off int64) (int, error) {
	f.m.mu.Lock()
	defer f.m.mu.Unlock()
	if off >= int64(len(f.node.now)) {
		return 0, io.EOF
	}
	n := copy(p, f.node.now[off:])
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

func (f *memoryFile) WriteAt(p []byte, off int64) (int, error) {
	err := f.m.change("write", f.name, func() error {
		f.resize(max(int64(len(f.node.now)), off+int64(len(p))))
		copy(f.node.now[off:], p)
		return nil
	})
	if err != nil {
		return 0, err
	}
	return len(p), nil
}

func (f *memoryFile) Close() error { return nil }

// Chmod does nothing: a disk in memory has one user.
func (f *memoryFile) Chmod(fs.FileMode) error { return nil }

func (f *memoryFile) Size() (int64, error) {
	f.m.mu.Lock()
	defer f.m.mu.Unlock()
	return int64(len(f.node.now)), nil
}

func (f *memoryFile) Truncate(size int64) error {
	return f.m.change("truncate", f.name, func() error { f.resize(size); return nil })
}

func (f *memoryFile) Reserve(size int64) error {
	return f.m.change("reserve", f.name, func() error {
		if size > f.m.free {
			return fmt.Errorf("no room for %d bytes", size)
		}
		f.resize(size)
		return nil
	})
}

func (f *memoryFile) SyncData() error {
	return f.m.change("sync", f.name, func() error { f.node.synced = bytes.Clone(f.node.now); return nil })
}

// resize runs under the lock of the disk.
func (f *memoryFile) resize(size int64) {
	if grow := size - int64(len(f.node.now)); grow > 0 {
		f.node.now = append(f.node.now, make([]byte, grow)...)
	}
	f.node.now = f.node.now[:size]
}
