package library

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"hinny/app/api"
	"hinny/app/ui/note"
	"hinny/app/ui/uitest"
)

func bubble(t *testing.T, test func(t *testing.T, n *uitest.Node, p *Presenter, notes *[]note.Note)) {
	synctest.Test(t, func(t *testing.T) {
		n, notes := uitest.Sample(), &[]note.Note{}
		p := New(n, func() {}, func(n note.Note) { *notes = append(*notes, n) })
		uitest.Start(t, p.Run)
		uitest.Pass(time.Second)
		test(t, n, p, notes)
	})
}

func TestFoldersComeAndGo(t *testing.T) {
	bubble(t, func(t *testing.T, n *uitest.Node, p *Presenter, notes *[]note.Note) {
		p.Add(" /home/ada/Music ")
		uitest.Pass(2 * time.Second)
		if got := p.View().Folders; len(got) != 3 || got[2].Path != "/home/ada/Music" {
			t.Fatalf("folders %+v", got)
		}
		p.Remove("/home/ada/Music")
		uitest.Pass(2 * time.Second)
		if got := p.View().Folders; len(got) != 2 {
			t.Errorf("folders %+v", got)
		}
		if len(*notes) != 2 || (*notes)[0].What != note.Shared || (*notes)[1].What != note.Unshared {
			t.Errorf("told %+v", *notes)
		}
	})
}

func TestARefusedFolderIsTold(t *testing.T) {
	bubble(t, func(t *testing.T, n *uitest.Node, p *Presenter, notes *[]note.Note) {
		refused := &api.Error{Code: api.CodeRefused, Message: "the root of the disk cannot be shared"}
		n.With(func(n *uitest.Node) { n.Fail = refused })
		p.Add("/")
		uitest.Pass(time.Second)
		if len(*notes) != 1 || (*notes)[0].What != note.Failed || (*notes)[0].Err != refused {
			t.Errorf("told %+v", *notes)
		}
	})
}

func TestTheFilterIsAskedAfterTyping(t *testing.T) {
	bubble(t, func(t *testing.T, n *uitest.Node, p *Presenter, _ *[]note.Note) {
		for _, typed := range []string{"f", "fa", "far"} {
			p.Filter(typed)
		}
		uitest.Pass(time.Second)
		if m := p.View(); len(m.Files) != 1 || m.Files[0].Name != "farriery.epub" || m.Total != 1 {
			t.Errorf("%d files of %d: %+v", len(m.Files), m.Total, m.Files)
		}
	})
}

func TestNewFilesAppearWhenTheTotalsChange(t *testing.T) {
	bubble(t, func(t *testing.T, n *uitest.Node, p *Presenter, _ *[]note.Note) {
		n.With(func(n *uitest.Node) {
			n.Library = append(n.Library, api.SharedFile{Name: "new", Rel: "Animals/new", Path: "/home/ada/Animals/new"})
			n.Now.SharedFiles++
		})
		uitest.Pass(3 * time.Second)
		if got := len(p.View().Files); got != 9 {
			t.Errorf("%d files", got)
		}
	})
}

func TestHashingCountsFromWhereItBegan(t *testing.T) {
	bubble(t, func(t *testing.T, n *uitest.Node, p *Presenter, _ *[]note.Note) {
		set := func(files int, left, hashed int64) Hashing {
			n.With(func(n *uitest.Node) { n.Now.Hashing, n.Now.HashingLeft, n.Now.HashedBytes = files, left, hashed })
			uitest.Pass(time.Second)
			return p.View().Hashing
		}
		if h := set(0, 0, 1000); h != (Hashing{}) {
			t.Errorf("nothing to do, but %+v", h)
		}
		if h := set(2, 300, 1100); h != (Hashing{Files: 2, Left: 300, Done: 100}) || h.Fraction() != 0.25 {
			t.Errorf("a quarter done, but %+v is %v", h, h.Fraction())
		}
	})
}

func TestTheListHasALimit(t *testing.T) {
	bubble(t, func(t *testing.T, n *uitest.Node, p *Presenter, _ *[]note.Note) {
		n.With(func(n *uitest.Node) {
			n.Library = nil
			for i := range MaxFiles + 100 {
				name := fmt.Sprint(i)
				n.Library = append(n.Library, api.SharedFile{Name: name, Rel: name, Path: "/" + name})
			}
		})
		p.Reload()
		uitest.Pass(2 * time.Second)
		if m := p.View(); len(m.Files) != MaxFiles || m.Total != MaxFiles+100 {
			t.Errorf("%d files of %d", len(m.Files), m.Total)
		}
	})
}

func TestWhatNobodySeesIsNotRead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := uitest.Sample()
		p := New(n, func() {}, func(note.Note) {})
		p.SetVisible(false)
		uitest.Start(t, p.Run)
		uitest.Pass(10 * time.Second)
		if m := p.View(); m.Loaded {
			t.Errorf("%d files were read", len(m.Files))
		}
		p.SetVisible(true)
		uitest.Pass(time.Second)
		if m := p.View(); !m.Loaded || len(m.Files) != len(n.Library) {
			t.Errorf("when it is looked at there are %d files", len(m.Files))
		}
	})
}

func TestHashingIsPausedAndGoesOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := uitest.Sample()
		p := New(n, func() {}, func(note.Note) {})
		uitest.Start(t, p.Run)
		for _, pause := range []bool{true, false} {
			p.PauseHashing(pause)
			uitest.Pass(time.Second)
			if got := p.View().Hashing.Paused; got != pause {
				t.Errorf("paused: %v, want %v", got, pause)
			}
		}
	})
}

func TestAFolderGetsAnotherName(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n, notes := uitest.Sample(), []note.Note{}
		p := New(n, func() {}, func(n note.Note) { notes = append(notes, n) })
		uitest.Start(t, p.Run)
		uitest.Pass(time.Second)
		p.Name(n.Shared[0].Path, " Beasts ")
		uitest.Pass(2 * time.Second)
		if got := p.View().Folders[0].Name; got != "Beasts" || len(notes) != 1 || notes[0].What != note.Named {
			t.Errorf("the folder is called %q; told %+v", got, notes)
		}
	})
}
