package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
)

const (
	filesInFolder = 100
	foldersInTop  = 100 // so that a top folder holds movedFiles
	// vocabulary and zipfExponent make words as common as those of a language:
	// the second half as common as the first, and so on.
	vocabulary   = 50_000
	zipfExponent = 1.07
	wordsInName  = 4
)

// makeLibraryOnce makes a library unless it is there from an earlier run.
func makeLibraryOnce(dir string, files int) error {
	if _, err := os.Stat(dir); err == nil {
		return nil
	}
	partial := dir + ".partial" // of a run that was broken off
	if err := os.RemoveAll(partial); err != nil {
		return err
	}
	if err := makeLibrary(partial, files); err != nil {
		return err
	}
	return os.Rename(partial, dir)
}

// makeLibrary makes small files with different contents and with names like
// those of a music library, a hundred to a folder.
func makeLibrary(dir string, files int) error {
	random := rand.New(rand.NewPCG(1, 2))
	zipf := rand.NewZipf(random, zipfExponent, 1, vocabulary-1)
	name := func(words int) string {
		parts := make([]string, words)
		for i := range parts {
			parts[i] = word(zipf.Uint64())
		}
		return strings.Join(parts, " ")
	}
	extensions := []string{"flac", "mp3", "mp3", "jpg", "pdf", "mkv", "txt", "zip"}
	folder := ""
	for i := range files {
		if i%filesInFolder == 0 {
			folder = filepath.Join(dir, topName(i/movedFiles), fmt.Sprintf("%s (%d)", name(2), i/filesInFolder%foldersInTop))
			if err := os.MkdirAll(folder, 0o755); err != nil {
				return err
			}
		}
		path := filepath.Join(folder, number(i)+" "+name(wordsInName)+"."+extensions[i%len(extensions)])
		if err := os.WriteFile(path, fmt.Appendf(nil, "file %d of the library\n", i), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// topName names a folder at the top of the library.
func topName(i int) string { return fmt.Sprintf("Shelf %03d", i) }

// number is a word that only the file with this number has in its name.
func number(i int) string { return fmt.Sprintf("n%07d", i) }

// word makes the nth word: the more common, the shorter.
func word(n uint64) string {
	const consonants, vowels = "bcdfghklmnprstvw", "aeiou"
	var b strings.Builder
	for n += 7; n > 0; n /= uint64(len(consonants) * len(vowels)) {
		b.WriteByte(consonants[n%uint64(len(consonants))])
		b.WriteByte(vowels[n/uint64(len(consonants))%uint64(len(vowels))])
	}
	return b.String()
}
