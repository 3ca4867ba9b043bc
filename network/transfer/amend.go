package transfer

import (
	"errors"
	"fmt"
	"os"

	"hinny/share"
	"hinny/share/part"
)

// SetSequential says whether the chunks of a download come in the order of the file.
func (m *Manager) SetSequential(root share.RootHash, sequential bool) error {
	return m.amend(root, "the order", func(d *download) {
		d.order.Sequential = sequential
		if d.picker != nil {
			d.picker.SetSequential(sequential)
		}
	})
}

// SetCategory files a download under a category, and has it finished in another
// folder unless out is empty. A complete one stays where it is.
func (m *Manager) SetCategory(root share.RootHash, category, out string) error {
	return m.amend(root, "the category", func(d *download) {
		if d.order.Category = category; out != "" {
			d.order.Out = out
		}
	})
}

// Rename says what a download shall be called; a complete one is renamed where it
// lies, never over another file.
func (m *Manager) Rename(root share.RootHash, name string) error {
	d := m.download(root)
	if d == nil {
		return fmt.Errorf("rename %s: %w", root.Short(), share.ErrNotFound)
	}
	d.mu.Lock()
	path, whole := d.path, d.state == complete
	d.mu.Unlock()
	if !whole {
		return m.amend(root, "the name", func(d *download) { d.order.Name = name })
	}
	path, err := part.Rename(path, name)
	if err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.path, d.order.Name = path, name
	return nil
}

// amend changes an order and has that remembered while it is unfinished. Change
// is called with d.mu held.
func (m *Manager) amend(root share.RootHash, what string, change func(*download)) error {
	d := m.download(root)
	if d == nil {
		return fmt.Errorf("set %s of %s: %w", what, root.Short(), share.ErrNotFound)
	}
	d.mu.Lock()
	change(d)
	over := d.over()
	d.mu.Unlock()
	if over {
		return nil
	}
	if err := d.part.UpdateSoon(d.record()); !errors.Is(err, os.ErrClosed) { // it ended in this moment
		return err
	}
	return nil
}
