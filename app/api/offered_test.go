package api_test

import (
	"testing"

	"hinny/app/api"
	"hinny/app/api/apitest"
)

// offered calls what only some backends can do.
func offered(t *testing.T, b api.Backend, see func(...any)) {
	t.Helper()
	ctx := t.Context()
	marker := b.(api.Marker)
	see(marker.Mark(ctx, api.Marked{Root: apitest.Root(1), Name: "mule", Mark: api.MarkFake}))
	see(marker.Marks(ctx))
	saver := b.(api.Saver)
	see(saver.SaveSearch(ctx, "mule"), saver.SaveSearch(ctx, "-donkey"))
	see(saver.SavedSearches(ctx))
	see(saver.LookedAt(ctx, "mule"), saver.ForgetSearch(ctx, "mule"), saver.ForgetSearch(ctx, "mule"))
	logger := b.(api.Logger)
	for _, r := range []api.LogRequest{{}, {After: 1}, {Follow: true}} {
		see(logger.Log(ctx, r, func(e api.Entry) bool {
			see(e)
			return e.Seq < 2
		}))
	}
}
