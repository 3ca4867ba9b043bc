package main

import (
	"context"
	"path/filepath"

	"hinny/app/api"
)

const downloadsHelp = `Without DIR it prints the folder. Another one holds for what is ordered from
now on, also after a restart: what has arrived or is under way stays where it
is. The folder is shared, and made where there is none.`

// folder is what --json prints of the downloads folder.
type folder struct {
	Path string `json:"path"`
}

// downloads shows or changes where downloads go.
func downloads(ctx context.Context, s *session, args []string) error {
	if len(args) == 0 {
		now, err := api.NewClient(s.home).Status(ctx)
		if err != nil {
			return err
		}
		if s.json {
			s.object(folder{now.Downloads})
			return nil
		}
		s.say("%s", now.Downloads)
		return nil
	}
	path, err := one(args, "downloads", "DIR")
	if err != nil {
		return err
	}
	if path, err = filepath.Abs(path); err != nil {
		return err
	}
	return s.did(api.NewClient(s.home).SetDownloads(ctx, path), "Downloads go to %s from now on.", path)
}
