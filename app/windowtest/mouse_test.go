//go:build window

package windowtest

import (
	"context"
	"image"
	"testing"
	"time"
)

// TestMainJobByMouse does the main job with clicks; only words are typed.
func TestMainJobByMouse(t *testing.T) {
	st := setStage(t)
	st.picture(t, "start")
	st.drive(t, "the folder is shared and searchable", [][]string{sharedTab, addFolder, folderField, typed(st.mine), shareButton, {"sleep", "2"}, reviewed}, st.shared)
	st.drive(t, "the result is ordered", [][]string{
		searchTab, clickAt(300, 84, 3, 1), typed("hinny recording"), searchButton, {"sleep", "2"}, firstResult,
	}, st.ordered)
	st.act(t, [][]string{transfersTab})
	st.watch(t)
	st.arrived(t)
	st.quit(t)
	if st.window.err != nil {
		t.Errorf("the window ended with: %v", st.window.err)
	}
}

// quit chooses the last item of the File menu, until the window has closed.
func (st *stage) quit(t *testing.T) {
	t.Helper()
	var next time.Time
	until(t, "the window has closed", func(ctx context.Context) bool {
		if now := time.Now(); now.After(next) && !st.window.ended(ctx) {
			before := st.shot(t)
			st.act(t, [][]string{fileMenu})
			st.act(t, [][]string{clickOnScreen(lowest(before, st.shot(t), menus))})
			next = time.Now().Add(patience)
		}
		return st.window.ended(ctx)
	})
}

// Where the mouse finds things in the window at its first size, in pixels.
var (
	searchTab    = click(40, 47)
	transfersTab = click(128, 47)
	sharedTab    = click(218, 47)
	addFolder    = click(60, 84)
	folderField  = click(400, 366)
	shareButton  = click(590, 404)
	reviewed     = click(571, 550)
	fileMenu     = click(20, 14)
)

// menus is where the File menu can be on the screen: left of and above what
// changes by itself in the window.
var menus = image.Rect(70, 95, 250, 480)

// lowest finds the lowest place of two pictures that differ clearly. Between a
// menu closed and open that is its last item, however many it has.
func lowest(before, after image.Image, within image.Rectangle) image.Point {
	const clearly = 0x4000 // of 0xffff: text on its ground, not a shadow
	for y := within.Max.Y - 1; y >= within.Min.Y; y-- {
		for x := within.Min.X; x < within.Max.X; x++ {
			_, was, _, _ := before.At(x, y).RGBA()
			_, is, _, _ := after.At(x, y).RGBA()
			if max(was, is)-min(was, is) > clearly {
				return image.Pt(x, y)
			}
		}
	}
	return within.Min
}
