package ui

import (
	"strings"
	"testing"
	"testing/synctest"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"hinny/app/api"
	"hinny/app/ui/kit"
	"hinny/app/ui/memory"
	"hinny/app/ui/settings"
	"hinny/app/ui/uitest"
)

// shelf is a tray that notes what is put into it.
type shelf struct{ menu *fyne.Menu }

func (s *shelf) SetSystemTrayMenu(menu *fyne.Menu) { s.menu = menu }

// choose does what an entry of the tray's menu does.
func (s *shelf) choose(t *testing.T, label string) {
	t.Helper()
	for _, item := range s.menu.Items {
		if item.Label == label {
			item.Action()
			return
		}
	}
	t.Fatalf("the tray has no %q", label)
}

// watched is a window that notes how it is put away.
type watched struct {
	fyne.Window
	closed, hidden bool
}

func (w *watched) Close() { w.closed = true }
func (w *watched) Hide()  { w.hidden = true }
func (w *watched) Show()  { w.hidden = false }

// openWithTray shows the window on a desktop with a tray.
func openWithTray(t *testing.T) (*Window, *watched, *shelf, *uitest.Node, *uitest.Queue) {
	t.Helper()
	uitest.App(t, theme.VariantLight)
	frame, place := &watched{Window: test.NewTempWindow(t, nil)}, &shelf{}
	queue, node := &uitest.Queue{}, uitest.Sample()
	w := New(Options{Window: frame, Backend: node, Do: queue.Do, Tray: place, Version: "test"})
	frame.Resize(uitest.Size())
	uitest.Start(t, w.Run)
	return w, frame, place, node, queue
}

// press presses a button of the dialog in front.
func press(t *testing.T, w *Window, label string) {
	t.Helper()
	top := w.window.Canvas().Overlays().Top()
	if top == nil {
		t.Fatal("no dialog")
	}
	for _, o := range test.LaidOutObjects(top) {
		switch b := o.(type) {
		case *widget.Button:
			if b.Text == label {
				test.Tap(b)
				return
			}
		case *kit.Answer:
			if b.Text == label {
				b.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
				return
			}
		}
	}
	t.Fatalf("the dialog has no button %q", label)
}

func TestClosingAsksOnceWhetherToGoOnInTheTray(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, frame, place, _, _ := openWithTray(t)
		w.close()
		w.close() // who is in a hurry is not asked twice
		press(t, w, "Keep running")
		if !frame.hidden || frame.closed || w.window.Canvas().Overlays().Top() != nil {
			t.Fatalf("after the answer: %+v", frame)
		}
		place.choose(t, "Show Hinny")
		if frame.hidden {
			t.Error("the tray does not bring the window back")
		}
		w.close()
		if !frame.hidden || w.window.Canvas().Overlays().Top() != nil {
			t.Error("the answer was not remembered")
		}
		place.choose(t, "Quit")
		if !frame.closed {
			t.Error("the tray does not end the program")
		}
	})
}

func TestWhoCancelsTheQuestionIsAskedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, frame, _, _, _ := openWithTray(t)
		w.close()
		press(t, w, "Cancel")
		if frame.hidden || frame.closed {
			t.Fatalf("it was cancelled: %+v", frame)
		}
		w.close()
		press(t, w, "Quit")
		if !frame.closed || memory.Get(w.memory, settings.Closing, "") != settings.Quits {
			t.Errorf("after Quit: %+v", frame)
		}
	})
}

func TestWithoutATrayClosingQuits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		uitest.App(t, theme.VariantLight)
		frame := &watched{Window: test.NewTempWindow(t, nil)}
		left := memory.New()
		memory.Set(left, settings.Closing, settings.Hides) // chosen on another desktop
		w := New(Options{Window: frame, Backend: uitest.Sample(), Do: (&uitest.Queue{}).Do, Memory: left})
		w.close()
		if !frame.closed || frame.hidden {
			t.Errorf("a window nobody can bring back: %+v", frame)
		}
	})
}

func TestTheTrayShowsRatesAndPausesAll(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		_, _, place, node, queue := openWithTray(t)
		states := func() (s []api.State) {
			node.With(func(n *uitest.Node) {
				for _, d := range n.Downloads {
					s = append(s, d.State)
				}
			})
			return s
		}
		node.With(func(n *uitest.Node) {
			n.Now.DownRate, n.Now.UpRate = 3_000_000, 0
			n.Downloads = []api.Transfer{
				{Root: uitest.Root(1), State: api.StateActive},
				{Root: uitest.Root(2), State: api.StateComplete},
				{Root: uitest.Root(3), State: api.StateQueued},
			}
		})
		settle(queue)
		if line := place.menu.Items[1].Label; !strings.Contains(line, "3.0 MB/s") {
			t.Errorf("the tray says %q", line)
		}
		place.choose(t, "Pause all downloads")
		settle(queue)
		if s := states(); s[0] != api.StatePaused || s[1] != api.StateComplete || s[2] != api.StatePaused {
			t.Errorf("after pausing all: %v", s)
		}
		place.choose(t, "Resume all downloads")
		settle(queue)
		if s := states(); s[0] == api.StatePaused || s[1] != api.StateComplete || s[2] == api.StatePaused {
			t.Errorf("after resuming all: %v", s)
		}
	})
}
