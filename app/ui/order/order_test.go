package order

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestNamesSortAsAPersonWould(t *testing.T) {
	want := []string{"", "a", "A1", "a2", "a10", "b", "Part 9", "part 09b", "part 10", "Z", "ä", "骡"}
	for range 20 {
		got := slices.Clone(want)
		rand.Shuffle(len(got), func(i, j int) { got[i], got[j] = got[j], got[i] })
		slices.SortFunc(got, Names)
		if !slices.Equal(got, want) {
			t.Fatalf("sorted as %q", got)
		}
	}
}

func FuzzNamesIsAnOrder(f *testing.F) {
	f.Add("a1", "A01", "b")
	f.Add("\xff9", "10", "9")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		if Names(a, b) != -Names(b, a) {
			t.Errorf("%q and %q disagree", a, b)
		}
		if (Names(a, b) == 0) != (a == b) {
			t.Errorf("%q equals %q", a, b)
		}
		if Names(a, b) <= 0 && Names(b, c) <= 0 && Names(a, c) > 0 {
			t.Errorf("%q <= %q <= %q, but not the first and the last", a, b, c)
		}
	})
}

type pair struct{ a, b int }

var byA = Columns[pair]{"a": func(x, y pair) int { return cmp.Compare(x.a, y.a) }}

func tie(x, y pair) int { return cmp.Compare(x.b, y.b) }

func TestTiesStayAscendingInBothDirections(t *testing.T) {
	for _, c := range []struct {
		by   Order
		want []pair
	}{
		{Order{"a", false}, []pair{{1, 1}, {1, 2}, {2, 0}, {2, 3}}},
		{Order{"a", true}, []pair{{2, 0}, {2, 3}, {1, 1}, {1, 2}}},
		{Order{}, []pair{{2, 0}, {1, 1}, {1, 2}, {2, 3}}},
	} {
		rows := []pair{{2, 3}, {1, 2}, {2, 0}, {1, 1}}
		byA.Sort(rows, c.by, tie)
		if !slices.Equal(rows, c.want) {
			t.Errorf("%+v gives %v", c.by, rows)
		}
	}
}

func BenchmarkSortFiftyThousandNames(b *testing.B) {
	type row struct{ name string }
	names := Columns[row]{"name": func(x, y row) int { return Names(x.name, y.name) }}
	rows := make([]row, 50_000)
	for b.Loop() {
		for i := range rows {
			rows[i].name = fmt.Sprintf("Some File Name %d.mp3", i*7919%len(rows))
		}
		names.Sort(rows, Order{Column: "name"}, func(row, row) int { return 0 })
	}
}
