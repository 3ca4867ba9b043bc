package api_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"hinny/app/api"
)

// TestASearchGoesOnOverTheSocket asks for more twice and sees both rounds.
func TestASearchGoesOnOverTheSocket(t *testing.T) {
	client, _ := serve(t, t.TempDir(), lingering())
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	more := make(chan struct{}, 1)
	var last api.SearchProgress
	err := client.Search(ctx, api.SearchRequest{
		Text: "mule", Timeout: time.Hour, More: more,
		Progress: func(p api.SearchProgress) {
			if last = p; p.Rounds == 3 {
				cancel()
				return
			}
			more <- struct{}{}
		},
	}, func(api.Result) bool { return true })
	if !errors.Is(err, context.Canceled) || last.Rounds != 3 || !last.Done {
		t.Errorf("the search ended with %v after %+v", err, last)
	}
}

// TestASearchWithoutWishesEndsByItself: closing More says that no more is
// wanted, and leaves no goroutine behind that Search would wait for.
func TestASearchWithoutWishesEndsByItself(t *testing.T) {
	client, _ := serve(t, t.TempDir(), full())
	more := make(chan struct{})
	close(more)
	for _, more := range []<-chan struct{}{nil, more, make(chan struct{})} {
		found := 0
		err := client.Search(t.Context(), api.SearchRequest{Text: "mule", More: more}, func(api.Result) bool { found++; return true })
		if err != nil || found == 0 {
			t.Errorf("%d results and %v", found, err)
		}
	}
}

func TestNoSearchGoesOnAfterItsEnd(t *testing.T) {
	recorder := httptest.NewRecorder()
	api.Handler(full()).ServeHTTP(recorder, httptest.NewRequest(http.MethodPost, "/v1/search-more", strings.NewReader(`{"search":1}`)))
	if recorder.Code != http.StatusNotFound || !strings.Contains(recorder.Body.String(), "has ended") {
		t.Errorf("%d %s", recorder.Code, recorder.Body)
	}
}
