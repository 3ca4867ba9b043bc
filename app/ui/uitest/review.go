package uitest

import (
	"context"
	"path"

	"hinny/app/api"
	"hinny/share"
)

var _ api.Reviewer = (*Node)(nil)

// ReviewFolder implements api.Reviewer: every folder holds the same.
func (n *Node) ReviewFolder(_ context.Context, folder string) (api.Review, error) {
	return seen(n, func() api.Review {
		if folder == "/" {
			return api.Review{Path: folder, Refused: "/ is not shared: it is a whole drive; choose a folder that holds only what you want to share"}
		}
		return api.Review{
			Path: folder, Name: path.Base(folder), Files: 1204, Bytes: 56_000_000_000,
			Kinds: []api.ReviewGroup{
				{Why: string(share.KindAudio), Count: 1100, Bytes: 40_000_000_000},
				{Why: string(share.KindDocument), Count: 104, Bytes: 16_000_000_000},
			},
			Largest: []api.ReviewFile{{Rel: "Concerts/Live in the mountains.flac", Size: 900_000_000}, {Rel: "Air.flac", Size: 30_000_000}},
			Surprising: []api.ReviewGroup{
				{Why: "keys and passwords", Count: 1, Bytes: 5, Examples: []string{"old/Passwords.txt"}},
				{Why: "letters, tables and other office documents", Count: 103, Bytes: 9_000_000, Examples: []string{"budget.xlsx", "letter.docx"}},
			},
			Hidden: []api.ReviewGroup{{Why: "hidden", Count: 2, Examples: []string{".cache", ".git"}}},
		}
	})
}
