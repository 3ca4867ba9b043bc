package node

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"hinny/app/api"
	"hinny/app/node/saved"
	"hinny/index/query"
	"hinny/share"
	"hinny/share/statefile"
)

// savedName is where the saved searches are kept.
const savedName = "saved.json"

var _ api.Saver = (*Node)(nil)

// loadSaved reads the saved searches. A file that cannot be understood is set
// aside.
func (n *Node) loadSaved() (err error) {
	path := n.inHome(savedName)
	if n.saved, err = saved.Open(path); err == nil {
		return nil
	}
	aside, moved := statefile.SetAside(path)
	if moved != nil {
		return errors.Join(err, moved)
	}
	n.tell(fmt.Sprintf("The saved searches cannot be read and begin anew; the old list is %s.", aside))
	return nil
}

// repeatSearches runs the saved searches again and again.
func (n *Node) repeatSearches(ctx context.Context) error {
	r := saved.Repeater{List: n.saved, Ask: n.askAgain, Log: n.log, Told: func(text string, news int) {
		n.log.Info("a saved search found something new", "query", text, "news", news)
	}}
	return r.Run(ctx)
}

// askAgain runs one of them. Without a neighbour nobody is asked.
func (n *Node) askAgain(ctx context.Context, text string) (found []saved.Found, ok bool) {
	if n.network.Neighbours() == 0 {
		return nil, false
	}
	results := map[share.RootHash]api.Result{} // the newest of each
	err := n.search(ctx, api.SearchRequest{Text: text, Timeout: saved.Listens}, func(r api.Result) bool {
		results[r.Root] = r
		return true
	})
	if err != nil && ctx.Err() == nil {
		n.log.Warn("a saved search failed", "query", text, "error", err)
		return nil, false
	}
	for _, r := range slices.SortedFunc(maps.Values(results), byScore) {
		found = append(found, saved.Found{Root: r.Root, Name: r.Name, Size: r.Size, Old: r.Have || r.Mark != api.MarkNone})
	}
	return found, true
}

// byScore orders results, the best first.
func byScore(a, b api.Result) int {
	return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Name, b.Name), slices.Compare(a.Root[:], b.Root[:]))
}

// SaveSearch implements api.Saver.
func (n *Node) SaveSearch(_ context.Context, text string) error {
	text = strings.TrimSpace(text)
	q, err := query.Parse(text)
	switch {
	case err != nil:
		return told(api.CodeUsage, err)
	case q.IsEmpty():
		return &api.Error{Code: api.CodeUsage, Message: "there is nothing to search for; give at least one word"}
	}
	return n.savedError(n.saved.Save(text))
}

// ForgetSearch implements api.Saver.
func (n *Node) ForgetSearch(_ context.Context, text string) error {
	return n.savedError(n.saved.Forget(strings.TrimSpace(text)))
}

// LookedAt implements api.Saver.
func (n *Node) LookedAt(_ context.Context, text string) error {
	return n.savedError(n.saved.Seen(strings.TrimSpace(text)))
}

// SavedSearches implements api.Saver.
func (n *Node) SavedSearches(context.Context) ([]api.SavedSearch, error) {
	var list []api.SavedSearch
	for _, s := range n.saved.All() {
		out := api.SavedSearch{Text: s.Text, Asked: s.Asked}
		for _, news := range s.News {
			out.New = append(out.New, api.News(news))
		}
		list = append(list, out)
	}
	return list, nil
}

func (n *Node) savedError(err error) error {
	switch {
	case errors.Is(err, saved.ErrNotSaved):
		return told(api.CodeNotFound, err)
	case errors.Is(err, saved.ErrTooMany), errors.Is(err, saved.ErrTooLong):
		return told(api.CodeUsage, err)
	}
	return told(api.CodeFailed, err)
}
