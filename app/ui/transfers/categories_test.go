package transfers

import (
	"testing"
	"time"

	"fyne.io/fyne/v2/theme"

	"hinny/app/api"
	"hinny/app/ui/look"
	"hinny/app/ui/note"
	"hinny/app/ui/uitest"
	"hinny/app/words"
)

func TestDownloadsAreShownByCategory(t *testing.T) {
	bubble(t, func(t *testing.T, n *uitest.Node, p *Presenter, notes *[]note.Note) {
		p.SetVisible(true)
		uitest.Pass(time.Second)
		before := p.View()
		p.SetCategory(api.Category{Name: " Music ", Color: "red"}, before.Downloads[:2])
		uitest.Pass(time.Second)
		p.ShowCategory("Music")
		uitest.Pass(time.Second)
		m := p.View()
		if len(m.Downloads) != 2 || m.Filtered != len(before.Downloads)-2 || len(m.Categories) != len(before.Categories)+1 {
			t.Errorf("%d downloads are shown, %d are not; categories: %v", len(m.Downloads), m.Filtered, m.Categories)
		}
		p.Categorize(m.Downloads[:1], "")
		uitest.Pass(time.Second)
		if got := len(p.View().Downloads); got != 1 {
			t.Errorf("%d are shown when one is under no category any more", got)
		}
		p.RemoveCategory("Music")
		uitest.Pass(time.Second)
		if m := p.View(); m.Category != "" || len(m.Downloads) != len(before.Downloads) {
			t.Errorf("a category that is gone still shows %d downloads", len(m.Downloads))
		}
		if len(*notes) != 0 {
			t.Errorf("told %+v", *notes)
		}
	})
}

func TestTheMenuOffersCategories(t *testing.T) {
	uitest.App(t, theme.VariantLight)
	v := NewView(New(uitest.Sample(), func() {}, func(note.Note) {}), words.Short)
	var asked []api.Category
	v.OnCategory = func(c api.Category, _ []api.Transfer) { asked = append(asked, c) }
	films := api.Category{Name: "Films", Color: "blue"}
	v.filing.set(Model{Categories: []api.Category{films}, Category: "Films"})
	if v.filing.Text != "Films" {
		t.Errorf("the button says %q", v.filing.Text)
	}
	ticked := func(rows ...api.Transfer) (labels string) {
		for _, item := range v.filing.item(rows).ChildMenu.Items {
			if item.Checked {
				labels += item.Label
			}
		}
		return labels
	}
	if a, b, c := ticked(api.Transfer{Category: "Films"}), ticked(api.Transfer{}), ticked(api.Transfer{}, api.Transfer{Category: "Films"}); a != "Films" || b != "No category" || c != "" {
		t.Errorf("ticked %q, %q and %q", a, b, c)
	}
	for _, item := range v.filing.menu().Items {
		switch item.Label {
		case "New category…":
			item.Action()
		case "Change":
			item.ChildMenu.Items[0].Action()
		}
	}
	if len(asked) != 2 || asked[0] != (api.Category{}) || asked[1] != films {
		t.Errorf("asked for %+v", asked)
	}
	if w := v.filing.words(api.Transfer{Category: "Films"}); w.Text != "Films" || w.Color != look.Category("blue") {
		t.Errorf("said in %q: %q", w.Color, w.Text)
	}
}
