package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"time"
)

// pollEvery is how often a rival without a blocking call is asked whether it
// is done: small beside a round, and one request on an open connection.
const pollEvery = 20 * time.Millisecond

// poll tries until it succeeds or ctx ends, then tells the last failure.
func poll(ctx context.Context, try func() error) error {
	for {
		err := try()
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("not in time: %w", err)
		case <-time.After(pollEvery):
		}
	}
}

// ask makes one HTTP request from inside a host: a POST where there is a body.
func (r *round) ask(ctx context.Context, host int, url, kind string, body io.Reader) (string, error) {
	method := http.MethodGet
	if body != nil {
		method = http.MethodPost
	}
	req, err := http.NewRequestWithContext(ctx, method, url, body)
	if err != nil {
		return "", err
	}
	if kind != "" {
		req.Header.Set("Content-Type", kind)
	}
	resp, err := r.client(host).Do(req)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(resp.Body)
	if err == nil && resp.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s answers %s: %s", url, resp.Status, answer)
	}
	return string(answer), err
}

// client keeps one client, and so one connection, for each host of the round.
func (r *round) client(host int) *http.Client {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.clients[host] == nil {
		r.clients[host] = r.lab.client(host)
	}
	return r.clients[host]
}
