package transfer

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"slices"

	"hinny/share"
)

// Move brings downloads to a place among the unfinished ones of their priority,
// in the order that they have. It holds for those that wait for a place to run
// in; one that runs goes on. Nothing is moved where one of them is unknown.
func (m *Manager) Move(roots []share.RootHash, to Place) error {
	chosen := make(map[share.RootHash]bool, len(roots))
	for _, root := range roots {
		if m.download(root) == nil {
			return fmt.Errorf("move %s: %w", root.Short(), share.ErrNotFound)
		}
		chosen[root] = true
	}
	m.moving.Lock()
	defer m.moving.Unlock()
	var failures []error
	for _, before := range m.lines() {
		turns := make(map[share.RootHash]int64, len(before))
		for _, s := range before {
			turns[s.root] = s.turn
		}
		for _, s := range moved(before, chosen, to) {
			if s.turn != turns[s.root] {
				failures = append(failures, m.setTurn(s))
			}
		}
	}
	return errors.Join(failures...)
}

// lines returns the unfinished downloads of each priority in their order.
func (m *Manager) lines() map[Priority][]standing {
	lines := map[Priority][]standing{}
	for _, d := range m.all() {
		d.mu.Lock()
		if !d.over() {
			lines[d.order.Priority] = append(lines[d.order.Priority], standing{d.root, d.order.Turn})
		}
		d.mu.Unlock()
	}
	for _, line := range lines {
		slices.SortStableFunc(line, func(a, b standing) int { return cmp.Compare(a.turn, b.turn) })
	}
	return lines
}

// over reports whether the download ended. Callers hold d.mu.
func (d *download) over() bool { return d.state == complete || d.state == cancelled }

// setTurn gives a download another turn and has that remembered.
func (m *Manager) setTurn(s standing) error {
	d := m.download(s.root)
	if d == nil {
		return nil // cancelled in this moment
	}
	d.mu.Lock()
	d.order.Turn = s.turn
	p, small, ending := d.order.Priority, d.small(), d.state == finishing
	d.mu.Unlock()
	m.mu.Lock()
	m.turns.know(s.turn)
	if m.lineup.waits(s.root) {
		m.lineup.add(s.root, p, s.turn, small)
	}
	m.mu.Unlock()
	if ending {
		return nil // its record is about to go, and in use while the file is copied
	}
	if err := d.part.UpdateSoon(d.record()); !errors.Is(err, os.ErrClosed) { // it ended in this moment
		return err
	}
	return nil
}

// inQueue puts downloads into the order in which they come: what ended first, as
// it is, and then the others by priority and turn.
func inQueue(list []Download) []Download {
	places := make([]int, len(list))
	for i := range places {
		places[i] = i
	}
	compare := func(i, j int) int {
		a, b := &list[i], &list[j]
		if a.Turn == 0 || b.Turn == 0 {
			return cmp.Compare(min(a.Turn, 1), min(b.Turn, 1))
		}
		return cmp.Or(cmp.Compare(b.Priority, a.Priority), cmp.Compare(a.Turn, b.Turn))
	}
	if slices.IsSortedFunc(places, compare) {
		return list // usually; there may be tens of thousands
	}
	slices.SortStableFunc(places, compare)
	sorted := make([]Download, len(list))
	for to, from := range places {
		sorted[to] = list[from]
	}
	return sorted
}
