package kit

import (
	"image/color"
	"testing"

	"hinny/app/api"
	"hinny/app/ui/look"
)

func TestSquaresAreAsLargeAsThereIsRoomFor(t *testing.T) {
	for _, c := range []struct{ chunks, w, h, side, cells int }{
		{0, 400, 200, largestCell, 0},
		{1, 400, 200, largestCell, 1},
		{200, 400, 200, largestCell, 200},
		{800, 400, 200, 10, 800},
		{5000, 400, 200, smallestCell, 5000},
		{1_000_000, 400, 200, smallestCell, 5000}, // each stands for 200 chunks
		{10, 3, 3, smallestCell, 0},
	} {
		if side, cells := squares(c.chunks, c.w, c.h); side != c.side || cells != c.cells {
			t.Errorf("%d chunks on %d × %d: %d squares of %d pixels, want %d of %d", c.chunks, c.w, c.h, cells, side, c.cells, c.side)
		}
	}
}

func TestAMapShowsEachChunkInItsPlace(t *testing.T) {
	colors := look.BarsOf()
	chunks := make([]byte, 40)
	chunks[0], chunks[39] = api.MapHave, api.MapFetching
	img := PaintMap(Chunks{Map: chunks}, colors, 10*largestCell, 4*largestCell)
	for name, c := range map[string]struct {
		x, y int
		want color.NRGBA
	}{
		"the first": {1, 1, colors.Have}, "the last": {10*largestCell - 3, 4*largestCell - 3, colors.Fetching},
		"the second": {largestCell + 1, 1, colors.Missing}, "the ground between": {largestCell - 1, 1, color.NRGBA{}},
	} {
		if got := img.NRGBAAt(c.x, c.y); got != c.want {
			t.Errorf("%s is %v, want %v", name, got, c.want)
		}
	}
	whole := PaintMap(Chunks{Map: chunks, Complete: true}, colors, 10*largestCell, 4*largestCell)
	if got := whole.NRGBAAt(largestCell+1, 1); got != colors.Done {
		t.Errorf("of a complete file the second is %v", got)
	}
	if PaintMap(Chunks{Map: chunks}, colors, 0, -1).Bounds().Dx() != 0 {
		t.Error("something is drawn where there is no room")
	}
}
