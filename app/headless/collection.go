package main

import (
	"context"
	"fmt"
	"time"

	"hinny/app/api"
	"hinny/app/words"
	"hinny/share"
)

// showCollection lists a collection.
func showCollection(ctx context.Context, s *session, args []string) error {
	target, err := one(args, "collection", "LINK_OR_ROOT")
	if err != nil {
		return err
	}
	c, err := s.node().Collection(ctx, target)
	if err != nil {
		return err
	}
	each(s, c.Files, []string{"FILE", "SIZE", "STATE", "ROOT"}, collectionRow, "")
	return nil
}

func collectionRow(f api.CollectionFile) []string {
	state := string(f.State)
	switch {
	case f.Error != "":
		state = words.Name(f.Error)
	case f.State == api.StateActive:
		state = words.Percent(f.Done, f.Size)
	case state == "" && f.Wanted:
		state = "wanted"
	}
	return []string{f.Path, words.Bytes(f.Size), state, f.Root.String()}
}

// gotCollection is the last line of --json.
type gotCollection struct {
	Root  share.RootHash `json:"root"`
	Path  string         `json:"path"`
	Size  int64          `json:"size"` // of the wanted files
	Files int            `json:"files"`
	State api.State      `json:"state"`
}

// getCollection waits for the list and then for the files in it.
func (s *session) getCollection(ctx context.Context, backend api.Backend, t api.Transfer, f getFlags) error {
	if t.State != api.StateComplete { // the list is not here yet
		if _, err := s.watch(ctx, backend, t, f.timeout); err != nil {
			return err
		}
	}
	view := progressView{session: s}
	defer view.end()
	ticks := time.NewTicker(lookEvery)
	defer ticks.Stop()
	for {
		c, err := backend.Collection(ctx, t.Root.String())
		if err != nil {
			return err
		}
		sum, files, ended, err := summed(c)
		if err != nil {
			return err
		}
		view.show(sum, time.Now())
		if ended {
			return s.gotCollection(c, sum.Size, files)
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("interrupted; the download of %s goes on in the node (watch it with: hinnyd transfers)", words.Name(c.Name))
		case <-ticks.C:
		}
	}
}

func (s *session) gotCollection(c api.Collection, size int64, files int) error {
	if s.json {
		s.object(gotCollection{c.Root, c.Path, size, files, api.StateComplete})
		return nil
	}
	s.say("%s: %s, %s, verified", c.Path, words.Plural(files, "file", "files"), words.Bytes(size))
	return nil
}

// summed makes one download of the wanted files. It has ended when each of
// them is here; one that cannot go on is an error.
func summed(c api.Collection) (sum api.Transfer, files int, ended bool, err error) {
	sum = api.Transfer{Root: c.Root, Name: c.Name, State: api.StateSearching}
	ended = c.Ordered
	for _, f := range c.Files {
		if !f.Wanted {
			continue
		}
		files++
		sum.Size += f.Size
		sum.Done += f.Done
		sum.Rate += f.Rate
		switch f.State {
		case api.StateComplete:
			continue
		case api.StateFailed:
			return sum, files, false, fmt.Errorf("%s: %s", f.Path, words.Name(f.Error))
		case api.StateCancelled:
			return sum, files, false, fmt.Errorf("%s was cancelled", f.Path)
		case api.StateActive, api.StateFinishing:
			sum.State = api.StateActive
		}
		ended = false
		if sum.Error == "" {
			sum.Error = f.Error
		}
	}
	if files == 0 && c.Ordered {
		return sum, 0, false, fmt.Errorf("nothing in %s is what --only names; see what is in it with: hinnyd collection %s", words.Name(c.Name), c.Root)
	}
	return sum, files, ended, nil
}
