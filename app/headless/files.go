package main

import (
	"context"
	"flag"
	"strings"

	"hinny/app/api"
	"hinny/app/words"
)

const filesHelp = `Lists the shared files in the order of their paths, with how often peers asked
for the content of each and how much of it they were sent. TEXT is a part of the
name, in any case.`

// setupFiles declares the flags of files.
func setupFiles(flags *flag.FlagSet) action {
	folder := flags.String("folder", "", "only those of this shared folder `DIR`")
	return func(ctx context.Context, s *session, args []string) error {
		q := api.FileQuery{Filter: strings.Join(args, " "), Limit: api.MaxPage}
		if *folder != "" {
			path, err := absolute(*folder)
			if err != nil {
				return err
			}
			q.Folder = path
		}
		return listFiles(ctx, s, q)
	}
}

// listFiles asks for page after page.
func listFiles(ctx context.Context, s *session, q api.FileQuery) error {
	for {
		page, err := s.node().Files(ctx, q)
		if err != nil {
			return err
		}
		each(s, page.Files, []string{"FILE", "SIZE", "ASKED", "SENT"}, fileRow, "No shared file is called so.")
		if q.Offset += len(page.Files); len(page.Files) == 0 || q.Offset >= page.Total || s.broken != nil {
			return nil
		}
	}
}

func fileRow(f api.SharedFile) []string {
	asked, sent := "", ""
	if f.Asked > 0 {
		asked, sent = words.Count(f.Asked), words.Bytes(f.Sent)
	}
	return []string{words.Name(f.Rel), words.Bytes(f.Size), asked, sent}
}
