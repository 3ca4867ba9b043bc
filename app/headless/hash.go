package main

import (
	"context"
	"fmt"
	"os"

	"hinny/share"
	"hinny/share/merkle"
)

// hashed is what --json prints of a file.
type hashed struct {
	Path string         `json:"path"`
	Size int64          `json:"size"`
	Root share.RootHash `json:"root"`
}

// hash prints root hashes in the format of b3sum. A file that cannot be read
// stops it: what was printed before is right.
func hash(ctx context.Context, s *session, args []string) error {
	if len(args) == 0 {
		return usagef("hash: of what? give a FILE; see: hinnyd help hash")
	}
	for _, path := range args {
		h, err := hashFile(ctx, path)
		if err != nil {
			return fmt.Errorf("hash %s: %w", path, err)
		}
		if s.json {
			s.object(h)
		} else {
			s.say("%s  %s", h.Root, path)
		}
	}
	return nil
}

func hashFile(ctx context.Context, path string) (hashed, error) {
	f, err := os.Open(path)
	if err != nil {
		return hashed{}, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return hashed{}, err
	}
	if !info.Mode().IsRegular() {
		return hashed{}, fmt.Errorf("it is no regular file (%s); name the files in it", info.Mode().Type())
	}
	manifest, err := merkle.Build(ctx, f, info.Size(), nil)
	if err != nil {
		return hashed{}, err
	}
	return hashed{path, info.Size(), manifest.Root()}, nil
}
