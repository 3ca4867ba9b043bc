package kit

import (
	"image/color"
	"testing"

	"fyne.io/fyne/v2/theme"

	"hinny/app/api"
	"hinny/app/ui/look"
	"hinny/app/ui/uitest"
)

// TestALegendSaysTheColoursThatABarPaints: a bar of each meaning, one chunk a
// mark.
func TestALegendSaysTheColoursThatABarPaints(t *testing.T) {
	uitest.App(t, theme.VariantLight)
	for _, c := range []struct {
		of   Chunks
		want []string
	}{
		{Chunks{Map: []byte{api.MapHave, api.MapFetching, 1, look.MaxShade, 0}}, []string{"here", "being fetched", "one peer has it", "many have it", "nobody has it"}},
		{Chunks{Map: []byte{api.MapHave, api.MapHolders, 0}, Source: true}, []string{"here, too", "not here yet", "not there"}},
		{Chunks{Map: []byte{0}, Complete: true}, nil},
		{Chunks{}, nil},
	} {
		marks := marksOf(c.of.meaning())
		if len(marks) != len(c.want) {
			t.Errorf("%d marks, want %q", len(marks), c.want)
			continue
		}
		const wide, low = 10, 11
		img := Paint(c.of, look.BarsOf(), wide*len(marks), low+1)
		for i, m := range marks {
			var painted color.Color = img.NRGBAAt(i*wide+wide/2, low)
			if said := m.color(look.BarsOf()); m.text != c.want[i] || painted != color.Color(said) {
				t.Errorf("%q is %v, and %v is painted for %q", m.text, said, painted, c.want[i])
			}
		}
	}
}
