package library

import (
	"bytes"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"hinny/share"
	"hinny/share/catalog"
	"hinny/share/meta"
)

// aPicture is the smallest picture of 3 times 2 pixels, as text for write.
func aPicture(t *testing.T) string {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, image.NewGray(image.Rect(0, 0, 3, 2))); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// awaitSaid waits until the catalog knows what a file says of itself.
func (w *world) awaitSaid(t *testing.T, path string, want share.Meta) {
	t.Helper()
	await(t, func() string {
		e, _ := w.catalog.ByPath(path)
		if e.File.Form != meta.Form || e.File.Meta != want {
			return "what " + path + " says"
		}
		return ""
	})
}

func TestFilesAreAskedWhatTheyAre(t *testing.T) {
	w := begin(t, Options{})
	small := share.Meta{Width: 3, Height: 2}
	path := w.write(t, "a/small.png", aPicture(t))
	large := w.write(t, "a/large.png", aPicture(t)+string(make([]byte, 3*smallFile)))
	text := w.write(t, "a/text.txt", "no picture")
	w.awaitEqual(t)
	w.awaitSaid(t, path, small)
	w.awaitSaid(t, large, small)
	if e, _ := w.catalog.ByPath(text); e.File.Form != 0 {
		t.Errorf("a text was asked: %+v", e.File)
	}
	read := w.Status().Hashed
	moved := filepath.Join(w.dir, "b", "small.png")
	if err := os.Rename(filepath.Dir(path), filepath.Dir(moved)); err != nil {
		t.Fatal(err)
	}
	w.awaitEqual(t)
	w.awaitSaid(t, moved, small)
	if w.Status().Hashed != read {
		t.Error("a move was read")
	}
}

// TestWhoWasNeverAskedIsAskedLater takes from the catalog what files said, as
// if an older Hinny had written it, and adds a download.
func TestWhoWasNeverAskedIsAskedLater(t *testing.T) {
	w := begin(t, Options{})
	path := w.write(t, "old.png", aPicture(t))
	w.awaitSaid(t, path, share.Meta{Width: 3, Height: 2})
	e, _ := w.catalog.ByPath(path)
	e.File.Meta, e.File.Form = share.Meta{}, 0
	if err := w.catalog.Apply([]catalog.Entry{e}, nil); err != nil {
		t.Fatal(err)
	}
	read := w.Status().Hashed
	w.rescan()
	w.awaitSaid(t, path, share.Meta{Width: 3, Height: 2})
	if w.Status().Hashed != read {
		t.Error("it was hashed again")
	}
	download := w.write(t, "downloads/new.png", aPicture(t)+"x")
	a := adoptionOf(t, download, aPicture(t)+"x")
	if err := w.Adopt(download, a.manifest); err != nil {
		t.Fatal(err)
	}
	w.awaitSaid(t, download, share.Meta{Width: 3, Height: 2})
}
