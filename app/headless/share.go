package main

import (
	"context"
	"path/filepath"
	"strconv"
	"strings"

	"hinny/app/api"
	"hinny/app/words"
)

// describe tells a person what the node is and does.
func describe(now api.Status) string {
	t := table{}
	t.row("Peer", now.Peer)
	for i, addr := range now.Addrs {
		t.row(map[bool]string{true: "Addresses"}[i == 0], addr)
	}
	t.row("Neighbours", strconv.Itoa(now.Neighbours)+" of "+words.Plural(now.Connections, "connection", "connections"))
	t.row("Others", reached(now.Reach))
	t.row("Shared", words.Plural(now.SharedFiles, "file", "files")+", "+words.Bytes(now.SharedBytes))
	switch {
	case now.HashingPaused && now.Hashing == 0:
		t.row("Hashing", "paused")
	case now.HashingPaused:
		t.row("Hashing", "paused with "+words.Plural(now.Hashing, "file", "files")+", "+words.Bytes(now.HashingLeft)+" to read")
	case now.Hashing > 0:
		t.row("Hashing", words.Plural(now.Hashing, "file", "files")+", "+words.Bytes(now.HashingLeft)+" to read"+words.Pace(now.HashingRate, now.HashingTime))
	}
	t.row("Searchable", words.Plural(now.Indexed, "file", "files"))
	t.row("Rates", words.Rate(now.DownRate)+" down, "+words.Rate(now.UpRate)+" up")
	t.row("Downloads", now.Downloads)
	t.row("Home", now.Home)
	t.row("Version", now.Version)
	for _, notice := range now.Notices {
		t.row("Notice", words.Name(notice))
	}
	return t.text()
}

// reached says in words whether others can dial us.
func reached(how api.Reach) string {
	switch how {
	case api.ReachDirect:
		return "can reach you"
	case api.ReachRelayed:
		return "reach you by way of another peer, through your router"
	case api.ReachNone:
		return "cannot reach you; you reach them"
	default:
		return "have not tried to reach you yet"
	}
}

// shareFolders ticks, unticks and lists folders.
func shareFolders(ctx context.Context, s *session, args []string) error {
	if len(args) == 0 {
		return usagef("share: review DIR, add DIR, remove DIR, name DIR NAME, exclude, list, pause or resume? see: hinnyd help share")
	}
	what, rest := args[0], args[1:]
	if what == "list" {
		if err := none(rest, "share list"); err != nil {
			return err
		}
		folders, err := s.node().Folders(ctx)
		if err != nil {
			return err
		}
		each(s, folders, []string{"FOLDER", "OTHERS SEE", "FILES", "SIZE", ""}, folderRow, "No folder is shared; add one with: hinnyd share add DIR")
		return nil
	}
	if what == "pause" || what == "resume" {
		if err := none(rest, "share "+what); err != nil {
			return err
		}
		return pauseHashing(ctx, s, what == "pause")
	}
	if what == "exclude" {
		return exclude(ctx, s, rest)
	}
	if what == "name" {
		return nameFolder(ctx, s, rest)
	}
	if what != "add" && what != "remove" && what != "review" {
		return usagef("share: no such thing as %q; review DIR, add DIR, remove DIR, name DIR NAME, exclude, list, pause or resume? see: hinnyd help share", what)
	}
	dir, err := one(rest, "share "+what, "DIR")
	if err != nil {
		return err
	}
	if dir, err = absolute(dir); err != nil {
		return err
	}
	switch what {
	case "add":
		return addFolder(ctx, s, dir)
	case "review":
		return reviewFolder(ctx, s, dir)
	}
	return removeFolder(ctx, s, dir)
}

func addFolder(ctx context.Context, s *session, dir string) error {
	folder, err := s.node().AddFolder(ctx, dir)
	if err != nil {
		return err
	}
	if s.json {
		s.object(folder)
		return nil
	}
	s.say("Shared: %s. Its files can be found as soon as they are hashed; see: hinnyd status", dir)
	return nil
}

func removeFolder(ctx context.Context, s *session, dir string) error {
	if err := s.node().RemoveFolder(ctx, dir); err != nil {
		return err
	}
	if s.json {
		s.object(struct {
			Path string `json:"path"`
		}{dir})
		return nil
	}
	s.say("No longer shared: %s. Its files stay where they are.", dir)
	return nil
}

// pauseHashing stops the hashing of shared files for a while, or lets it go on.
func pauseHashing(ctx context.Context, s *session, pause bool) error {
	node, said := api.NewClient(s.home), "Hashing goes on."
	do := node.ResumeHashing
	if pause {
		do, said = node.PauseHashing, "Hashing is paused, until hinnyd share resume or the next start. What is known can still be found."
	}
	if err := do(ctx); err != nil {
		return err
	}
	if s.json {
		s.object(struct {
			Paused bool `json:"paused"`
		}{pause})
		return nil
	}
	s.say("%s", said)
	return nil
}

// nameFolder changes what others see instead of the path of a folder.
func nameFolder(ctx context.Context, s *session, args []string) error {
	if len(args) != 2 {
		return usagef("share name: give a DIR and a NAME; see: hinnyd help share")
	}
	dir, err := absolute(args[0])
	if err != nil {
		return err
	}
	folder, err := api.NewClient(s.home).NameFolder(ctx, api.FolderName{Path: dir, Name: args[1]})
	if err != nil {
		return err
	}
	if s.json {
		s.object(folder)
		return nil
	}
	s.say("Others see %s as %s.", folder.Path, words.Name(folder.Name))
	return nil
}

func folderRow(f api.Folder) []string {
	return []string{f.Path, words.Name(f.Name), words.Count(int64(f.Files)), words.Bytes(f.Bytes), words.Name(remark(f))}
}

// remark says what is left out of a shared folder, and what is wrong with it.
func remark(f api.Folder) string {
	var parts []string
	if f.Error != "" {
		parts = append(parts, f.Error)
	}
	if len(f.Without) > 0 {
		var names []string
		for _, path := range f.Without {
			names = append(names, strings.TrimPrefix(strings.TrimPrefix(path, f.Path), string(filepath.Separator)))
		}
		parts = append(parts, "without "+strings.Join(names, ", "))
	}
	return strings.Join(parts, "; ")
}

// browse lists what a peer shares.
func browse(ctx context.Context, s *session, args []string) error {
	id, err := one(args, "browse", "PEERID")
	if err != nil {
		return err
	}
	var files int
	var bytes int64
	err = s.node().Browse(ctx, id, func(f api.SharedFile) bool {
		files, bytes = files+1, bytes+f.Size
		if s.json {
			s.object(f)
			return s.broken == nil
		}
		have := strings.Repeat(" ", 4)
		if f.Have {
			have = "have"
		}
		s.say("%s  %7s  %s  %s", f.Root, words.Bytes(f.Size), have, words.Name(f.Rel))
		return s.broken == nil
	})
	if err != nil {
		return err
	}
	if !s.json {
		s.say("%s, %s", words.Plural(files, "file", "files"), words.Bytes(bytes))
	}
	return nil
}
