package library

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// tree makes files with so many bytes.
func tree(sizes map[string]int) fstest.MapFS {
	files := fstest.MapFS{}
	for name, size := range sizes {
		files[name] = &fstest.MapFile{Data: make([]byte, size), Mode: 0o644}
	}
	return files
}

// groups writes groups in one line each.
func groups(list []Group) (lines []string) {
	for _, g := range list {
		lines = append(lines, fmt.Sprintf("%s: %d, %d bytes %q", g.Why, g.Count, g.Bytes, g.Examples))
	}
	return lines
}

func TestAReviewSaysWhatWouldBePublic(t *testing.T) {
	files := tree(map[string]int{
		"Music/Bach/Air.flac": 500, "Music/Bach/Aria.mp3": 300, "Film/Nosferatu.mkv": 9000,
		"Mail/friends.mbox": 50, "old/places.sqlite": 20, "old/Passwords.txt": 5, "old/budget.xlsx": 7, "DCIM/100/IMG_2041.JPG": 40,
		"Music/Passwords of the heart.mp3": 100, // a song
		".ssh/id_ed25519":                  1, ".notes": 1, "Film/Sun.mkv.part": 4, "src/node_modules/a/b.js": 3, "src/node_modules/c.js": 3,
		"src/Thumbs.db": 2, "keys/vault.kdbx": 6, "hinny/catalog.db": 8,
	})
	files["Film/link.mkv"] = &fstest.MapFile{Mode: os.ModeSymlink}
	r, err := review(t.Context(), files, map[string]string{"hinny": "Hinny's own folder"}, byDefault(t))
	if err != nil {
		t.Fatal(err)
	}
	if r.Files != 9 || r.Bytes != 10022 || r.Cut {
		t.Errorf("%d files, %d bytes, cut %v", r.Files, r.Bytes, r.Cut)
	}
	wantKinds := []string{`audio: 3, 900 bytes []`, `video: 1, 9000 bytes []`, `image: 1, 40 bytes []`, `document: 2, 12 bytes []`, `other: 2, 70 bytes []`}
	if got := groups(r.Kinds); !slices.Equal(got, wantKinds) {
		t.Errorf("kinds: %s", strings.Join(got, "\n"))
	}
	wantSurprising := []string{
		`keys and passwords: 1, 5 bytes ["old/Passwords.txt"]`,
		`letters, tables and other office documents: 1, 7 bytes ["old/budget.xlsx"]`,
		`mail: 1, 50 bytes ["Mail/friends.mbox"]`,
		`pictures from a camera or a phone: 1, 40 bytes ["DCIM/100/IMG_2041.JPG"]`,
		`the profile of a browser: 1, 20 bytes ["old/places.sqlite"]`,
	}
	if got := groups(r.Surprising); !slices.Equal(got, wantSurprising) {
		t.Errorf("surprising: %s", strings.Join(got, "\n"))
	}
	wantHidden := []string{
		`a key, a password or a wallet: 2, 0 bytes [".ssh" "keys/vault.kdbx"]`,
		`Hinny's own folder: 1, 0 bytes ["hinny"]`,
		`a download that is not finished: 1, 0 bytes ["Film/Sun.mkv.part"]`,
		`a link or no ordinary file: 1, 0 bytes ["Film/link.mkv"]`,
		`hidden: 1, 0 bytes [".notes"]`,
		`made by programs from other files: 1, 0 bytes ["src/node_modules"]`,
		`written by the system: 1, 0 bytes ["src/Thumbs.db"]`,
	}
	if got := groups(r.Hidden); !slices.Equal(got, wantHidden) {
		t.Errorf("hidden: %s", strings.Join(got, "\n"))
	}
	if r.Largest[0] != (Found{"Film/Nosferatu.mkv", 9000}) || r.Largest[1] != (Found{"Music/Bach/Air.flac", 500}) {
		t.Errorf("largest: %v", r.Largest)
	}
}

func TestAReviewShowsFewOfMany(t *testing.T) {
	files := fstest.MapFS{}
	for i := range 50 {
		files[fmt.Sprintf("letter %02d.docx", i)] = &fstest.MapFile{Data: make([]byte, i)}
	}
	r, err := review(t.Context(), files, nil, byDefault(t))
	if err != nil || len(r.Largest) != maxShown || r.Largest[0].Size != 49 || r.Largest[maxShown-1].Size != 40 {
		t.Errorf("the largest are %v, %v", r.Largest, err)
	}
	if g := r.Surprising[0]; g.Count != 50 || len(g.Examples) != maxShown || g.Examples[0] != "letter 00.docx" {
		t.Errorf("surprising: %+v", g)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := review(ended, files, nil, byDefault(t)); !errors.Is(err, context.Canceled) {
		t.Errorf("after its context has ended: %v", err)
	}
}

// TestAReviewIsWhatIsSharedThen compares it with the scan that follows.
func TestAReviewIsWhatIsSharedThen(t *testing.T) {
	w := &world{dir: realTempDir(t)}
	w.write(t, "a/one.flac", "one")
	w.write(t, "a/.hidden/two.flac", "two")
	w.write(t, "three.part", "three")
	w.write(t, "four", "four")
	w.start(t, filepath.Join(t.TempDir(), "catalog.db"), Options{})
	r, err := w.Review(t.Context(), w.dir)
	if err != nil || r.Path != w.dir {
		t.Fatal(r, err)
	}
	if len(w.Folders()) != 0 {
		t.Error("the review shared the folder")
	}
	f, err := w.AddFolder(w.dir)
	if err != nil || f.Name != r.Name {
		t.Fatalf("shared as %q, reviewed as %q, %v", f.Name, r.Name, err)
	}
	w.awaitEqual(t)
	await(t, func() string {
		if files, bytes := w.catalog.Totals(); files != r.Files || bytes != r.Bytes {
			return fmt.Sprintf("%d files and %d bytes are shared, the review said %d and %d", files, bytes, r.Files, r.Bytes)
		}
		return ""
	})
}

func TestAReviewOfWhatCannotBeSharedSaysWhy(t *testing.T) {
	w := &world{dir: realTempDir(t)}
	w.start(t, filepath.Join(t.TempDir(), "catalog.db"), Options{})
	keys := filepath.Join(w.dir, ".ssh")
	if err := os.Mkdir(keys, 0o700); err != nil {
		t.Fatal(err)
	}
	r, err := w.Review(t.Context(), keys)
	if err != nil || !strings.Contains(r.Refused, "keys, passwords or private data") {
		t.Errorf("%+v, %v", r, err)
	}
	if _, err := w.Review(t.Context(), filepath.Join(w.dir, "nowhere")); err == nil || !strings.Contains(err.Error(), "does not exist") {
		t.Errorf("of nothing: %v", err)
	}
}
