package wide

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"lukechampine.com/blake3/guts"
)

// reference computes the same node with the library, 16 KiB at a time.
func reference(data []byte, counter uint64) guts.Node {
	const stripe = guts.MaxSIMD * guts.ChunkSize
	if len(data) == stripe {
		return guts.CompressBuffer((*[stripe]byte)(data), stripe, &guts.IV, counter, 0)
	}
	half := len(data) / 2
	left := guts.ChainingValue(reference(data[:half], counter))
	right := guts.ChainingValue(reference(data[half:], counter+uint64(half/guts.ChunkSize)))
	return guts.ParentNode(left, right, &guts.IV, 0)
}

func needVectors(t testing.TB) {
	t.Helper()
	if !hash8Runs() {
		t.Skip("this processor has no AVX2")
	}
}

func noise(seed uint64, n int) []byte {
	source := rand.NewPCG(seed, seed)
	data := make([]byte, n)
	for i := range data {
		data[i] = byte(source.Uint64())
	}
	return data
}

func TestNodesAreThoseOfTheLibrary(t *testing.T) {
	needVectors(t)
	counters := []uint64{
		0, 1, 16, 1 << 20, math.MaxUint32 - 300, math.MaxUint32 - 7, math.MaxUint32 - 3, math.MaxUint32, 1 << 32, 1 << 40,
	}
	data := noise(1, MaxSize+64)
	for size := MinSize; size <= MaxSize; size *= 2 {
		for i, counter := range counters {
			part := data[i : i+size] // at any alignment
			if Node(part, counter) != reference(part, counter) {
				t.Errorf("%d bytes with counter %d have another node", size, counter)
			}
		}
	}
}

func TestEveryByteCounts(t *testing.T) {
	needVectors(t)
	data := noise(2, MinSize)
	whole := Node(data, 7)
	for i := range data {
		data[i] ^= 0x10
		if Node(data, 7) == whole {
			t.Fatalf("byte %d does not count", i)
		}
		data[i] ^= 0x10
	}
}

func TestNodeLeavesItsInputAlone(t *testing.T) {
	needVectors(t)
	data := noise(3, MaxSize)
	before := bytes.Clone(data)
	Node(data, 0)
	if !bytes.Equal(data, before) {
		t.Error("the input was written to")
	}
}

func TestOtherLengthsPanic(t *testing.T) {
	for _, size := range []int{0, 1, MinSize - 1, MinSize / 2, MinSize + guts.ChunkSize, 3 * MinSize, 2 * MaxSize} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%d bytes do not panic", size)
				}
			}()
			Node(make([]byte, size), 0)
		}()
	}
}

func FuzzNode(f *testing.F) {
	needVectors(f)
	f.Add(uint64(1), uint64(0), uint8(0))
	f.Add(uint64(2), uint64(math.MaxUint32-5), uint8(4))
	f.Fuzz(func(t *testing.T, seed, counter uint64, shift uint8) {
		data := noise(seed, MinSize<<(shift%5))
		if Node(data, counter) != reference(data, counter) {
			t.Errorf("%d bytes with seed %d and counter %d have another node", len(data), seed, counter)
		}
	})
}

func BenchmarkNode(b *testing.B) {
	needVectors(b)
	data := noise(4, MaxSize)
	for _, size := range []int{MinSize, MaxSize} {
		for name, node := range map[string]func([]byte, uint64) guts.Node{"wide": Node, "library": reference} {
			b.Run(fmt.Sprintf("%s-%dKiB", name, size>>10), func(b *testing.B) {
				b.SetBytes(int64(size))
				for b.Loop() {
					node(data[:size], 0)
				}
			})
		}
	}
}
