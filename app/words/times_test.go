package words

import "testing"

func TestPaceSaysWhatIsKnown(t *testing.T) {
	for _, c := range []struct {
		rate, seconds float64
		want          string
	}{{0, 0, ""}, {1_200_000_000, 0, " · 1.2 GB/s"}, {1_200_000_000, 75, " · 1.2 GB/s · 1 min 15 s"}, {0, 0.2, " · 1 s"}} {
		if got := Pace(c.rate, c.seconds); got != c.want {
			t.Errorf("%g bytes a second, %g seconds: %q, want %q", c.rate, c.seconds, got, c.want)
		}
	}
}
