package kit

import (
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2/theme"

	"hinny/app/ui/look"
	"hinny/app/ui/uitest"
)

func plotted(values ...float64) Plot {
	return Plot{Series: []Series{{Values: values, Color: look.ColorBad}}, Slots: 10, Top: 100}
}

func TestAGraphEndsAtItsRightEdge(t *testing.T) {
	uitest.App(t, theme.VariantLight)
	p := plotted(100, 100, 0)
	img := p.paint(100, 50)
	line := opaque(look.ColorBad)
	red := func(x, y int) bool { return near(img.NRGBAAt(x, y), line) }
	if !red(75, 0) || red(75, 49) {
		t.Error("a value at the upper edge is not drawn there")
	}
	if !red(99, 49) {
		t.Error("the newest value is not at the right edge")
	}
	for x := range 69 {
		for y := range 50 {
			if red(x, y) {
				t.Fatalf("drawn at %d,%d, before the first value", x, y)
			}
		}
	}
}

// near reports whether a pixel is more of the line than of the ground.
func near(got, want color.NRGBA) bool {
	d := func(a, b uint8) int { return int(math.Abs(float64(a) - float64(b))) }
	return d(got.R, want.R)+d(got.G, want.G)+d(got.B, want.B) < 200
}

func TestAPeakIsSeenWhereManyValuesShareAColumn(t *testing.T) {
	p := plotted(make([]float64, 1000)...)
	p.Slots = 1000
	p.Series[0].Values[503] = 80
	peaks := 0
	for x := range 100 {
		if v, ok := p.at(p.Series[0].Values, x, 100); !ok || v == 80 {
			peaks++
		}
	}
	if peaks != 1 {
		t.Errorf("the peak is in %d columns", peaks)
	}
}

func TestAGraphDrawsWhateverItIsGiven(t *testing.T) {
	uitest.App(t, theme.VariantDark)
	for _, p := range []Plot{{}, plotted(), plotted(5), plotted(-1, 1e300, math.Inf(1)), {Series: plotted(1, 2).Series, Slots: 1, Top: 1}} {
		for _, size := range [][2]int{{0, 0}, {1, 1}, {7, 3}, {333, 90}} {
			if got := p.paint(size[0], size[1]).Bounds().Size(); got.X != size[0] || got.Y != size[1] {
				t.Errorf("%v pixels, want %v", got, size)
			}
		}
	}
}

func TestPlotsAreToldApart(t *testing.T) {
	area := plotted(1, 2)
	area.Series[0].Area = true
	for _, other := range []Plot{{}, plotted(1, 3), plotted(1), area} {
		if plotted(1, 2).equal(other) {
			t.Errorf("%+v is taken for another", other)
		}
	}
	if !plotted(1, 2).equal(plotted(1, 2)) {
		t.Error("the same would be drawn again")
	}
}

func BenchmarkGraph(b *testing.B) {
	uitest.App(b, theme.VariantLight)
	values := make([]float64, 600)
	for i := range values {
		values[i] = 50 + 50*math.Sin(float64(i)/9)
	}
	p := plotted(values...)
	p.Slots, p.Series[0].Area = 600, true
	for b.Loop() {
		p.paint(1200, 400)
	}
}
