package fsys

import (
	"testing"
	"time"
)

func TestTheUseOfProcessorsIsRead(t *testing.T) {
	got, ok := useOf("cpu  100 20 300 4000 50 6 7 80 0 0\ncpu0 1 2 3 4 5 6 7 8 9 10\n")
	want := Use{All: 45_630 * time.Millisecond, Busy: 4 * time.Second}
	if !ok || got != want {
		t.Errorf("%+v %v, want %+v", got, ok, want)
	}
	for _, broken := range []string{"", "cpu", "cpu 1 2 3 4 5 6 7\n", "cpu a 2 3 4 5 6 7 8\n", "intr 1 2 3 4 5 6 7 8\n"} {
		if _, ok := useOf(broken); ok {
			t.Errorf("%q is read", broken)
		}
	}
}
