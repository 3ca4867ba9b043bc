package ui

import (
	"image/color"
	"testing"

	"rsc.io/qr"

	"hinny/app/ui/uitest"
)

// TestTheCodeHasItsMarksAndAQuietZone looks for the three squares in which a
// camera finds a code, and for the white that must be around it.
func TestTheCodeHasItsMarksAndAQuietZone(t *testing.T) {
	code, err := qr.Encode(uitest.Sample().Now.Peer, qr.M)
	if err != nil {
		t.Fatal(err)
	}
	picture := codePicture(code)
	black := func(x, y int) bool { return color.GrayModel.Convert(picture.At(x, y)) == color.Gray{} }
	const quiet, finder = 4, 7
	side := picture.Bounds().Dx()
	for i := range side {
		for edge := range quiet {
			if black(i, edge) || black(edge, i) || black(i, side-1-edge) || black(side-1-edge, i) {
				t.Fatalf("the edge is not white at %d", i)
			}
		}
	}
	last := side - quiet - finder
	for _, corner := range [][2]int{{quiet, quiet}, {last, quiet}, {quiet, last}} {
		for i := range finder {
			if !black(corner[0]+i, corner[1]) || !black(corner[0], corner[1]+i) || black(corner[0]+1, corner[1]+1) || !black(corner[0]+3, corner[1]+3) {
				t.Fatalf("no mark at %v", corner)
			}
		}
	}
	if black(last+2, last+2) && black(last, last) && black(last+finder-1, last+finder-1) && black(last+finder-1, last) && black(last, last+finder-1) && !black(last+1, last+1) {
		t.Error("there is a fourth mark")
	}
}
