package share

import (
	"bytes"
	"slices"
	"testing"
)

func TestBitfieldKeepsWhatIsSet(t *testing.T) {
	for _, n := range []int{0, 1, 7, 8, 9, 63, 64, 65, 4096} {
		b := NewBitfield(n)
		var want []int
		for i := 0; i < n; i += 3 {
			b.Set(i)
			want = append(want, i)
		}
		if got := slices.Collect(b.Present()); !slices.Equal(got, want) || b.Count() != len(want) {
			t.Errorf("%d chunks: present %v", n, got)
		}
		if missing := slices.Collect(b.Missing()); len(missing)+len(want) != n || slices.ContainsFunc(missing, b.Has) {
			t.Errorf("%d chunks: missing %v", n, missing)
		}
		for _, i := range want {
			b.Clear(i)
		}
		if b.Count() != 0 || b.Full() != (n == 0) {
			t.Errorf("%d chunks: %d are left", n, b.Count())
		}
	}
}

func TestFullBitfield(t *testing.T) {
	for _, n := range []int{0, 1, 63, 64, 65} {
		if b := FullBitfield(n); !b.Full() || b.Count() != n || b.Len() != n || b.Has(n) || b.Has(-1) {
			t.Errorf("%d chunks: %d are there", n, b.Count())
		}
	}
}

func TestBitfieldBytesAreStable(t *testing.T) {
	b := NewBitfield(10)
	b.Set(0)
	b.Set(3)
	b.Set(9)
	if got := b.Bytes(); !bytes.Equal(got, []byte{0x09, 0x02}) {
		t.Errorf("wrote %x", got)
	}
}

func TestParseBitfieldRefusesOtherForms(t *testing.T) {
	for name, bad := range map[string][]byte{
		"short": {1}, "long": {1, 1, 0}, "none": nil, "beyond the last": {0, 0x04},
	} {
		if _, err := ParseBitfield(10, bad); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	if b, err := ParseBitfield(0, nil); err != nil || b.Len() != 0 {
		t.Errorf("the empty file: %v", err)
	}
}

func TestCloneSharesNothing(t *testing.T) {
	a := NewBitfield(5)
	b := a.Clone()
	b.Set(2)
	if a.Has(2) {
		t.Error("a clone changed its origin")
	}
}

func TestSettingOutsidePanics(t *testing.T) {
	for _, i := range []int{-1, 5, 63} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("chunk %d of 5 could be set", i)
				}
			}()
			NewBitfield(5).Set(i)
		}()
	}
}

// FuzzParseBitfield: whatever is accepted has exactly one form.
func FuzzParseBitfield(f *testing.F) {
	f.Add(10, []byte{0xff, 0x03})
	f.Add(64, bytes.Repeat([]byte{0xaa}, 8))
	f.Add(0, []byte{})
	f.Fuzz(func(t *testing.T, n int, data []byte) {
		n &= 0xffff // callers take the count from a checked size
		b, err := ParseBitfield(n, data)
		if err != nil {
			return
		}
		if !bytes.Equal(b.Bytes(), data) || b.Len() != n {
			t.Fatalf("%x of %d is written as %x", data, n, b.Bytes())
		}
		if missing := len(slices.Collect(b.Missing())); missing+b.Count() != n {
			t.Fatalf("%d present and %d missing of %d", b.Count(), missing, n)
		}
	})
}
