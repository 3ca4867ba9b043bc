package ui

import (
	"testing"
	"testing/synctest"
	"time"

	"hinny/app/ui/uitest"
)

func TestTheLoopDrawsOnlyWhatChangedAndIsSeen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var queue uitest.Queue
		l := NewLoop(queue.Do)
		drawn := map[string]int{}
		front, back := l.Add(), l.Add()
		front.update, back.update = func() { drawn["front"]++ }, func() { drawn["back"]++ }
		front.SetVisible(true)
		uitest.Start(t, l.Run)
		uitest.Pass(time.Second)
		if n := queue.Pump(); n != 0 {
			t.Errorf("%d draws of nothing new", n)
		}
		front.Invalidate()
		back.Invalidate()
		uitest.Pass(time.Second)
		queue.Pump()
		if drawn["front"] != 1 || drawn["back"] != 0 {
			t.Errorf("drawn %v", drawn)
		}
		back.SetVisible(true)
		uitest.Pass(time.Second)
		queue.Pump()
		if drawn["front"] != 1 || drawn["back"] != 1 {
			t.Errorf("after the other one came to the front: drawn %v", drawn)
		}
	})
}

func TestASlowWindowNeverHasTwoDrawsWaiting(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var queue uitest.Queue
		l, draws := NewLoop(queue.Do), 0
		s := l.Add()
		s.update = func() { draws++ }
		s.SetVisible(true)
		uitest.Start(t, l.Run)
		for range 50 {
			s.Invalidate()
			uitest.Pass(beat)
		}
		if n := queue.Pump(); n != 1 || draws != 1 {
			t.Errorf("%d draws were queued, %d ran", n, draws)
		}
		s.Invalidate()
		uitest.Pass(2 * beat)
		if queue.Pump() != 1 || draws != 2 {
			t.Error("the loop did not go on")
		}
	})
}

func TestAChangeDuringADrawIsDrawnToo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var queue uitest.Queue
		l, draws := NewLoop(queue.Do), 0
		s := l.Add()
		s.update = func() {
			if draws++; draws == 1 {
				s.Invalidate()
				uitest.Pass(2 * beat) // the window is slow
			}
		}
		s.SetVisible(true)
		uitest.Start(t, l.Run)
		s.Invalidate()
		uitest.Pass(2 * beat)
		queue.Pump()
		uitest.Pass(2 * beat)
		if queue.Pump(); draws != 2 {
			t.Errorf("%d draws of two changes", draws)
		}
	})
}
