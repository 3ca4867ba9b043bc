package library

import (
	"testing"

	"fyne.io/fyne/v2/theme"

	"hinny/app/api"
	"hinny/app/ui/note"
	"hinny/app/ui/order"
	"hinny/app/ui/uitest"
	"hinny/share"
)

func TestFilesAreSortedByWhatOthersWanted(t *testing.T) {
	bubble(t, func(t *testing.T, n *uitest.Node, p *Presenter, _ *[]note.Note) {
		for column, first := range map[string]string{ByAsked: "stable-tools-2.1.tar.zst", BySent: "Pack animals 🐴 “best of”.mp4"} {
			p.Sort(order.Order{Column: column, Descending: true})
			uitest.Pass(interval)
			if got := p.View().Files[0].Name; got != first {
				t.Errorf("by %s %s is first", column, got)
			}
		}
	})
}

// TestCountsAreReadAgainWhileSomethingIsSent: the totals of the library do not
// change by it.
func TestCountsAreReadAgainWhileSomethingIsSent(t *testing.T) {
	bubble(t, func(t *testing.T, n *uitest.Node, p *Presenter, _ *[]note.Note) {
		count := func(asked int64, rate float64) int64 {
			n.With(func(n *uitest.Node) { n.Library[0].Asked, n.Now.UpRate = asked, rate })
			uitest.Pass(2 * countsAge)
			for _, f := range p.View().Files {
				if f.Path == n.Library[0].Path {
					return f.Asked
				}
			}
			return -1
		}
		if got := count(5, 0); got == 5 {
			t.Error("the files are read again though nothing is sent")
		}
		if got := count(7, 100); got != 7 {
			t.Errorf("asked for %d times", got)
		}
		p.SetVisible(false)
		if got := count(9, 100); got == 9 {
			t.Error("the files are read though nobody looks")
		}
		p.SetVisible(true)
		uitest.Pass(2 * reloadMin * interval)
		if got := count(9, 0); got != 9 {
			t.Errorf("asked for %d times when somebody looks again", got)
		}
	})
}

// TestASharedFileIsOpened unless a desktop might run it: then its folder is
// shown.
func TestASharedFileIsOpened(t *testing.T) {
	uitest.App(t, theme.VariantLight)
	v := NewView(New(uitest.Sample(), func() {}, func(note.Note) {}))
	done := ""
	v.OnOpen = func(folder string) { done = "folder " + folder }
	v.OnOpenFile = func(path string) { done = "file " + path }
	for path, want := range map[string]string{"/d/a.flac": "file /d/a.flac", "/d/a.exe": "folder /d", "/d/a": "folder /d"} {
		rows := []api.SharedFile{{Path: path, Kind: share.KindOf(path)}}
		if v.open(rows); done != want {
			t.Errorf("%s: %s, want %s", path, done, want)
		}
		menu := v.fileMenu(rows)
		if runs := want != "file "+path; menu.Items[0].Disabled != runs {
			t.Errorf("%s: the menu opens it: %v", path, !menu.Items[0].Disabled)
		}
		menu.Items[1].Action()
		if done != "folder /d" {
			t.Errorf("%s: %s is shown", path, done)
		}
	}
	if v.open([]api.SharedFile{{Path: "/d/a.flac", Kind: share.KindAudio}, {Path: "/e/b.flac", Kind: share.KindAudio}}); done != "folder /d" {
		t.Errorf("several: %s", done)
	}
}
