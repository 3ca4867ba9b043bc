package settings

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"hinny/app/api"
	"hinny/app/ui/look"
	"hinny/app/ui/memory"
	"hinny/app/ui/note"
	"hinny/app/ui/uitest"
)

// limited is a node with limits.
type limited struct {
	now  api.Limits
	fail error
}

func (l *limited) Limit(_ context.Context, c api.LimitsChange) (api.Limits, error) {
	if l.fail == nil {
		l.now = c.Apply(l.now)
	}
	return l.now, l.fail
}

func (l *limited) SetDownloads(context.Context, string) error { return nil }

func TestAnotherNameIsToldToTheNode(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		node := uitest.Sample()
		v, _, notes := form(t, node)
		if v.name.Text != "Ada" {
			t.Errorf("shows the name %q", v.name.Text)
		}
		for _, name := range []string{"Ada", "Grace", ""} {
			v.name.SetText(" " + name + " ")
			if err := v.Save(); err != nil {
				t.Fatal(err)
			}
			uitest.Pass(time.Second)
		}
		if len(*notes) != 2 || (*notes)[0].What != note.Introduced || (*notes)[0].Name != "Grace" || (*notes)[1].Name != "" || node.Now.DisplayName != "" {
			t.Errorf("told %+v; the node is called %q", *notes, node.Now.DisplayName)
		}
	})
}

func form(t *testing.T, node any) (*View, *Presenter, *[]note.Note) {
	uitest.App(t, theme.VariantLight)
	notes := &[]note.Note{}
	p := New(node, func() {}, func(n note.Note) { *notes = append(*notes, n) })
	uitest.Start(t, p.Run)
	v := NewView(p, memory.New(), Usual{Downloads: "/home/ada/Downloads", Name: "Ada"})
	test.NewTempWindow(t, v).Resize(fyne.NewSize(600, 500))
	uitest.Pass(time.Second)
	v.Update()
	return v, p, notes
}

func TestLimitsAreShownAndSet(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		node := &limited{now: api.Limits{Up: 50_000, PeerDown: 7_000, Slots: 4}}
		v, p, _ := form(t, node)
		if v.each[0].Text != "0" || v.each[1].Text != "7" {
			t.Errorf("shows %s and %s for each peer", v.each[0].Text, v.each[1].Text)
		}
		v.each[0].SetText("9")
		if v.up.Text != "50" || v.down.Text != "0" || v.slots.Text != "4" || v.lan.Checked {
			t.Errorf("shows %s, %s, %s, %v", v.up.Text, v.down.Text, v.slots.Text, v.lan.Checked)
		}
		v.up.SetText(" 120 ")
		v.down.SetText("")
		v.lan.SetChecked(true)
		if err := v.Save(); err != nil {
			t.Fatal(err)
		}
		uitest.Pass(time.Second)
		if want := (api.Limits{Up: 120_000, PeerUp: 9_000, PeerDown: 7_000, Slots: 4, LAN: true}); node.now != want || p.View().Limits != want {
			t.Errorf("the node has %+v", node.now)
		}
		for _, wrong := range []string{"-1", "fast", "99999999999999999999"} {
			v.up.SetText(wrong)
			if v.Save() == nil {
				t.Errorf("%q is taken for a rate", wrong)
			}
		}
	})
}

func TestARefusedLimitIsTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		node := &limited{}
		_, p, notes := form(t, node)
		node.fail = &api.Error{Code: api.CodeUsage, Message: "too many slots"}
		p.Set(api.Limits{Slots: 1 << 30})
		uitest.Pass(time.Second)
		if len(*notes) != 1 || (*notes)[0].Err != node.fail {
			t.Errorf("told %+v", *notes)
		}
	})
}

func TestChoicesOfTheWindowAreKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v, _, _ := form(t, nil) // a node without limits
		v.language.SetSelectedIndex(2)
		v.face.SetSelectedIndex(2)
		v.notify.SetChecked(false)
		if err := v.Save(); err != nil {
			t.Fatal(err)
		}
		if memory.Get(v.memory, Language, "") != look.Chinese || memory.Get(v.memory, Face, "") != look.Dark || memory.Get(v.memory, Notify, true) {
			t.Error("something else was kept")
		}
		if look.BarsOf() != look.DarkBars() {
			t.Error("the theme does not change at once")
		}
	})
}

func TestDownloadsGoElsewhereAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		node := &uitest.Node{}
		v, _, notes := form(t, node)
		save := func(folder string) error {
			v.folder.SetText(folder)
			err := v.Save()
			uitest.Pass(time.Second)
			return err
		}
		if err := save("/home/ada/Downloads"); err != nil || len(*notes) > 0 {
			t.Errorf("the same folder is told of: %v, %+v", err, *notes)
		}
		if err := save("somewhere"); err == nil || node.Now.Downloads != "" {
			t.Error("half a path is taken for the downloads folder")
		}
		if err := save(" /mnt/big "); err != nil || node.Now.Downloads != "/mnt/big" || len(*notes) != 1 || (*notes)[0].What != note.Moved {
			t.Errorf("downloads go to %q, told %+v: %v", node.Now.Downloads, *notes, err)
		}
		node.With(func(n *uitest.Node) {
			n.Fail = &api.Error{Code: api.CodeRefused, Message: "the whole disk is not shared"}
		})
		if err := save("/"); err != nil || len(*notes) != 2 || (*notes)[1].Err != node.Fail {
			t.Errorf("a refusal is told as %+v: %v", *notes, err)
		}
	})
}

func TestTheTrayIsChosenAndGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v, _, _ := form(t, &limited{})
		for _, step := range []struct {
			checked bool
			want    string
		}{{false, ""}, {true, Hides}, {false, Quits}, {false, Quits}} { // unchecked at first: still to be asked
			v.stay.SetChecked(step.checked)
			if err := v.Save(); err != nil {
				t.Fatal(err)
			}
			if got := memory.Get(v.memory, Closing, ""); got != step.want {
				t.Errorf("checked %v: closing is %q, want %q", step.checked, got, step.want)
			}
		}
	})
}
