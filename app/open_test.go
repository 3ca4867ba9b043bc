package main

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

func TestADesktopThatOpensNothingIsNoticed(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no shell scripts there")
	}
	dir := t.TempDir()
	for name, c := range map[string]struct {
		script string
		works  bool
	}{
		"works": {"#!/bin/sh\nexit 0\n", true}, "no-program": {"#!/bin/sh\nexit 3\n", false},
	} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(c.script), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := xdgOpen(path, "/a file"); (err == nil) != c.works {
			t.Errorf("%s: %v", name, err)
		}
	}
	if xdgOpen(filepath.Join(dir, "missing"), "/a file") == nil {
		t.Error("a desktop without the command seems to open files")
	}
}
