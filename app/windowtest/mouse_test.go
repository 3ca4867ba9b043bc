//go:build window

package windowtest

import "testing"

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
	st.drive(t, "the window has closed", [][]string{fileMenu, quitItem}, st.window.ended)
	if st.window.err != nil {
		t.Errorf("the window ended with: %v", st.window.err)
	}
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
	quitItem     = click(40, 228)
)
