package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"runtime"

	"golang.org/x/sys/unix"
)

// client returns an HTTP client whose connections start inside a host: asking
// a rival whether it is done must not cost a process each time.
func (l *lab) client(host int) *http.Client {
	dial := func(ctx context.Context, network, addr string) (net.Conn, error) {
		if !l.isolated() {
			return new(net.Dialer).DialContext(ctx, network, addr)
		}
		return dialInside(ctx, l.hosts[host], network, addr)
	}
	return &http.Client{Transport: &http.Transport{DialContext: dial}}
}

// dialInside moves this thread into the namespace while the socket is made: a
// socket belongs to the namespace it was made in.
func dialInside(ctx context.Context, namespace, network, addr string) (_ net.Conn, err error) {
	runtime.LockOSThread()
	own, err := os.Open(fmt.Sprintf("/proc/self/task/%d/ns/net", unix.Gettid()))
	if err != nil {
		return nil, err
	}
	defer own.Close()
	target, err := os.Open("/run/netns/" + namespace)
	if err != nil {
		return nil, err
	}
	defer target.Close()
	if err := unix.Setns(int(target.Fd()), unix.CLONE_NEWNET); err != nil {
		return nil, fmt.Errorf("enter the namespace %s: %w", namespace, err)
	}
	defer func() {
		back := unix.Setns(int(own.Fd()), unix.CLONE_NEWNET)
		if back == nil {
			runtime.UnlockOSThread() // otherwise the lost thread ends with its goroutine
		}
		err = errors.Join(err, back)
	}()
	return new(net.Dialer).DialContext(ctx, network, addr)
}

// syncAll returns when the system has written everything to its disks.
func syncAll() { unix.Sync() }
