package main

import (
	"context"
	"os"
	"os/exec"

	"hinny/app/api"
)

// startNode runs a node on loopback, with more arguments, and returns when it
// answers.
func (p *processes) startNode(ctx context.Context, program, home string, more ...string) (*exec.Cmd, *api.Client, error) {
	node := exec.CommandContext(ctx, program, append([]string{
		"run", "--home", home, "--listen", "/ip4/127.0.0.1/tcp/0", "--no-mdns", "--log-level", "warn",
	}, more...)...)
	node.Stderr = os.Stderr
	if err := p.start(node); err != nil {
		return nil, nil, err
	}
	client := api.NewClient(home)
	return node, client, poll(ctx, func() error { _, err := client.Status(ctx); return err })
}

// startSharing runs one that shares a folder and downloads into it. Both folders
// are made where they are missing.
func (p *processes) startSharing(ctx context.Context, program, home, folder string) (*api.Client, error) {
	for _, dir := range []string{home, folder} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return nil, err
		}
	}
	_, client, err := p.startNode(ctx, program, home, "--share", folder, "--downloads", folder)
	return client, err
}
