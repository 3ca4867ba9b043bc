package transfers

import (
	"testing"

	"fyne.io/fyne/v2/theme"

	"hinny/app/api"
	"hinny/app/ui/note"
	"hinny/app/ui/uitest"
	"hinny/app/words"
)

// TestOnlyWhatNoDesktopRunsIsOpened says what Enter on a download does: a
// program shows its folder, as does what is not complete.
func TestOnlyWhatNoDesktopRunsIsOpened(t *testing.T) {
	uitest.App(t, theme.VariantLight)
	v := NewView(New(uitest.Sample(), func() {}, func(note.Note) {}), words.Short)
	done := ""
	v.OnOpenFile = func(path string) { done = "file " + path }
	v.OnOpenFolder = func(folder string) { done = "folder " + folder }
	for _, c := range []struct {
		path  string
		state api.State
		want  string
	}{
		{"/d/a.flac", api.StateComplete, "file /d/a.flac"},
		{"/d/a.pdf", api.StateComplete, "file /d/a.pdf"},
		{"/d/a.exe", api.StateComplete, "folder /d"},
		{"/d/a.desktop", api.StateComplete, "folder /d"},
		{"/d/a", api.StateComplete, "folder /d"},
		{"/d/a.flac", api.StateActive, "folder /d"},
	} {
		l := Line{Transfer: api.Transfer{Root: uitest.Root(1), Path: c.path, State: c.state}}
		if v.open([]Line{l}); done != c.want {
			t.Errorf("%s, %s: %s, want %s", c.path, c.state, done, c.want)
		}
	}
	several := []Line{{Transfer: api.Transfer{Path: "/d/a.flac", State: api.StateComplete}}, {Transfer: api.Transfer{Path: "/e/b.flac", State: api.StateComplete}}}
	if v.open(several); done != "folder /d" {
		t.Errorf("several: %s", done)
	}
}
