package search

import (
	"testing"

	"fyne.io/fyne/v2"

	"hinny/app/api"
	"hinny/app/ui/look"
)

// TestADownloadThatDoesNotMoveIsNotSaidToRun reads the last column.
func TestADownloadThatDoesNotMoveIsNotSaidToRun(t *testing.T) {
	for _, c := range []struct {
		state api.State
		text  string
		color fyne.ThemeColorName
	}{
		{api.StateActive, "Downloading, 25 %", look.ColorBusy},
		{api.StatePaused, "Paused, 25 %", look.ColorMuted},
		{api.StateQueued, "Waiting in a queue", look.ColorMuted},
		{api.StateSearching, "Looking for providers", look.ColorMuted},
		{api.StateFailed, "Failed", look.ColorBad},
		{api.StateComplete, "Here", look.ColorGood},
		{api.StateCancelled, "", ""},
	} {
		var r Row
		r.set(markOf(api.Transfer{State: c.state, Size: 400, Done: 100, Error: "the disk is full"}))
		if got := local(r); got.Text != c.text || got.Color != c.color {
			t.Errorf("%s: shown as %q in %q, want %q in %q", c.state, got.Text, got.Color, c.text, c.color)
		}
	}
}
