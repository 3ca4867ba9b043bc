package ticks

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"hinny/app/api"
	"hinny/app/ui/uitest"
)

func TestATickFollowsFromWhatIsSharedAndLeftOut(t *testing.T) {
	music := api.Folder{Path: "/m/music", Without: []string{"/m/music/a", "/m/music/b/c"}}
	ticked := []api.Folder{music, {Path: "/m/pictures"}}
	for path, want := range map[string]State{
		"/m":               {Half: true},
		"/":                {Half: true},
		"/m/musical":       {},
		"/m/pictures":      {Shared: true, Of: "/m/pictures", Ticked: ticked[1]},
		"/m/pictures/2026": {Shared: true, Of: "/m/pictures"},
		"/m/music":         {Shared: true, Half: true, Of: "/m/music", Ticked: music},
		"/m/music/a":       {Of: "/m/music", Left: true},
		"/m/music/a/x/y":   {Of: "/m/music", Above: "/m/music/a"},
		"/m/music/b":       {Shared: true, Half: true, Of: "/m/music"},
		"/m/music/d":       {Shared: true, Of: "/m/music"},
	} {
		got := stateOf(path, ticked)
		if got.Ticked.Path != want.Ticked.Path {
			t.Errorf("%s is the ticked folder %q", path, got.Ticked.Path)
		}
		got.Ticked, want.Ticked = api.Folder{}, api.Folder{}
		if got.Shared != want.Shared || got.Half != want.Half || got.Of != want.Of || got.Left != want.Left || got.Above != want.Above {
			t.Errorf("%s: %+v, want %+v", path, got, want)
		}
	}
}

// draw shows rows as a person sees them.
func draw(m Model) (lines []string) {
	for _, e := range m.Rows {
		box := "[ ]"
		switch {
		case e.Half:
			box = "[-]"
		case e.Shared:
			box = "[x]"
		}
		lines = append(lines, strings.Repeat(" ", e.Depth)+box+" "+e.Path)
	}
	return lines
}

func bubble(t *testing.T, test func(t *testing.T, n *uitest.Node, p *Presenter)) {
	synctest.Test(t, func(t *testing.T) {
		n := uitest.Sample()
		p := New(n, func() {})
		uitest.Start(t, p.Run)
		uitest.Pass(time.Second)
		test(t, n, p)
	})
}

// fold opens or closes the first line with a path.
func fold(t *testing.T, p *Presenter, path string, open bool) {
	t.Helper()
	i := slices.IndexFunc(p.View().Rows, func(e Entry) bool { return e.Path == path })
	if i < 0 {
		t.Fatalf("%s is not shown", path)
	}
	p.Fold(p.View().Rows[i], open)
	uitest.Pass(time.Second)
}

func TestTheTreeOpensAndFollowsTheTicks(t *testing.T) {
	bubble(t, func(t *testing.T, n *uitest.Node, p *Presenter) {
		fold(t, p, "/home/ada/Animals", true)
		n.With(func(n *uitest.Node) {
			n.Shared = []api.Folder{{Path: "/home/ada/Animals", Without: []string{"/home/ada/Animals/Mules"}}}
		})
		uitest.Pass(2 * interval)
		want := []string{
			"[-] /home/ada", " [-] /home/ada/Animals", "  [x] /home/ada/Animals/Donkeys", "  [ ] /home/ada/Animals/Mules",
			" [ ] /home/ada/Documents", " [ ] /home/ada/Music", "[ ] /mnt/old", "[-] /",
		}
		if got := draw(p.View()); !slices.Equal(got, want) {
			t.Errorf("the tree is\n%s", strings.Join(got, "\n"))
		}
		fold(t, p, "/home/ada", false)
		fold(t, p, "/home/ada", true)
		if got := draw(p.View()); slices.Contains(got, want[2]) {
			t.Errorf("what was open in a closed folder is:\n%s", strings.Join(got, "\n"))
		}
	})
}

func TestAFolderWithoutFoldersDoesNotFold(t *testing.T) {
	bubble(t, func(t *testing.T, n *uitest.Node, p *Presenter) {
		fold(t, p, "/home/ada/Music", true)
		for _, e := range p.View().Rows {
			if e.Bare != (e.Path == "/home/ada/Music") {
				t.Errorf("%s is bare: %v", e.Path, e.Bare)
			}
		}
	})
}

func TestWhatCannotBeListedSaysWhy(t *testing.T) {
	bubble(t, func(t *testing.T, n *uitest.Node, p *Presenter) {
		wrong := &api.Error{Code: api.CodeFailed, Message: "it cannot be read"}
		n.With(func(n *uitest.Node) { n.Fail = wrong })
		fold(t, p, "/home/ada/Music", true)
		for _, e := range p.View().Rows {
			if e.Path == "/home/ada/Music" && (e.Err != wrong || explain(e, "") != "It cannot be read.") {
				t.Errorf("%+v: %q", e, explain(e, ""))
			}
		}
	})
}

func TestNewFoldersAreSeenWhenSomebodyLooksAgain(t *testing.T) {
	bubble(t, func(t *testing.T, n *uitest.Node, p *Presenter) {
		p.SetVisible(false)
		n.With(func(n *uitest.Node) {
			n.Local["/home/ada"] = append(n.Local["/home/ada"], api.LocalFolder{Path: "/home/ada/New"})
		})
		has := func() bool {
			uitest.Pass(5 * interval)
			return slices.Contains(draw(p.View()), " [ ] /home/ada/New")
		}
		if has() {
			t.Error("folders are listed though nobody looks")
		}
		if p.SetVisible(true); !has() {
			t.Error("a new folder is not there")
		}
	})
}

func TestANodeThatListsNothingHasNoTree(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := New(struct{}{}, func() {})
		uitest.Start(t, p.Run)
		p.Reload()
		p.Fold(Entry{ID: "a", Path: "a"}, true)
		uitest.Pass(time.Second)
		if p.CanList() || p.View().Loaded {
			t.Error("it has a tree")
		}
	})
}

// TestATickDoesWhatItSays turns the ticks of one tree.
func TestATickDoesWhatItSays(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		uitest.App(t, theme.VariantLight)
		n := uitest.Sample()
		n.Shared = []api.Folder{{Path: "/home/ada/Animals", Without: []string{"/home/ada/Animals/Mules"}}}
		p := New(n, func() {})
		uitest.Start(t, p.Run)
		v, did := NewView(p), ""
		v.OnShare = func(path string) { did = "share " + path }
		v.OnUnshare = func(f api.Folder) { did = "unshare " + f.Path }
		v.OnLeave = func(path string) { did = "leave " + path }
		test.NewTempWindow(t, v).Resize(fyne.NewSize(400, 500))
		uitest.Pass(time.Second)
		for _, path := range []string{"/home/ada/Animals", "/home/ada/Animals/Mules"} {
			fold(t, p, path, true)
		}
		v.Update()
		want := map[string]string{
			"/home/ada": "", "/": "", "/home/ada/Animals/Mules/Foals": "",
			"/home/ada/Animals": "unshare /home/ada/Animals", "/home/ada/Animals/Donkeys": "leave /home/ada/Animals/Donkeys",
			"/home/ada/Animals/Mules": "share /home/ada/Animals/Mules", "/home/ada/Music": "share /home/ada/Music",
		}
		told := map[string]bool{}
		for i, e := range v.tree.Rows() {
			expected, asked := want[e.Path]
			if !asked {
				continue
			}
			did = ""
			v.tree.Select(i)
			if v.turn(e); did != expected {
				t.Errorf("%s: %q, want %q", e.Path, did, expected)
			}
			if menu := v.menu([]Entry{e}); menu.Items[0].Disabled != (expected == "") {
				t.Errorf("%s: the menu offers %q: %v", e.Path, menu.Items[0].Label, !menu.Items[0].Disabled)
			}
			if told[v.explain.Text] = true; strings.TrimSpace(v.explain.Text) == "" {
				t.Errorf("%s: nothing is said", e.Path)
			}
			delete(want, e.Path)
		}
		if len(want) > 0 || len(told) < 6 {
			t.Errorf("not in the tree: %v; said: %v", want, told)
		}
	})
}
