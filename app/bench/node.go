package main

import (
	"context"
	"os"
	"os/exec"

	"hinny/app/api"
)

// startNode runs a node on loopback that shares one folder and downloads into
// it, both made where they are missing, and returns when it answers.
func startNode(ctx context.Context, procs *processes, program, home, folder string) (*api.Client, error) {
	for _, dir := range []string{home, folder} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return nil, err
		}
	}
	node := exec.CommandContext(ctx, program, "run", "--home", home, "--share", folder, "--downloads", folder,
		"--listen", "/ip4/127.0.0.1/tcp/0", "--no-mdns", "--log-level", "warn")
	node.Stderr = os.Stderr
	if err := procs.start(node); err != nil {
		return nil, err
	}
	client := api.NewClient(home)
	return client, poll(ctx, func() error { _, err := client.Status(ctx); return err })
}
