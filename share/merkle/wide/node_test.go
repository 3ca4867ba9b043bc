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

// ways are the ways to fold that this processor knows.
func ways(t testing.TB) map[string]func([]byte, uint64) guts.Node {
	t.Helper()
	known := map[string]func([]byte, uint64) guts.Node{}
	if hash8Runs() {
		known["8 lanes"] = func(data []byte, counter uint64) guts.Node {
			var chains [maxChunks][8]uint32
			fold8(&chains, data, counter)
			return guts.ParentNode(chains[0], chains[1], &guts.IV, 0)
		}
	}
	if hash16Runs() {
		known["16 lanes"] = func(data []byte, counter uint64) guts.Node {
			var chains [maxChunks][8]uint32
			fold16(&chains, data, counter)
			return guts.ParentNode(chains[0], chains[1], &guts.IV, 0)
		}
	}
	if len(known) == 0 {
		t.Skip("this processor has neither AVX2 nor AVX-512")
	}
	known["the best"] = Node
	return known
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
	counters := []uint64{
		0, 1, 16, 1 << 20, math.MaxUint32 - 300, math.MaxUint32 - 15, math.MaxUint32 - 7, math.MaxUint32 - 3,
		math.MaxUint32, 1 << 32, 1<<33 - 5, 1 << 40,
	}
	data := noise(1, MaxSize+64)
	for name, node := range ways(t) {
		for size := MinSize; size <= MaxSize; size *= 2 {
			for i, counter := range counters {
				part := data[i : i+size] // at any alignment
				if node(part, counter) != reference(part, counter) {
					t.Errorf("%s: %d bytes with counter %d have another node", name, size, counter)
				}
			}
		}
	}
}

func TestEveryByteCounts(t *testing.T) {
	for name, node := range ways(t) {
		data := noise(2, MinSize)
		whole := node(data, 7)
		for i := range data {
			data[i] ^= 0x10
			if node(data, 7) == whole {
				t.Fatalf("%s: byte %d does not count", name, i)
			}
			data[i] ^= 0x10
		}
	}
}

func TestNodeLeavesItsInputAlone(t *testing.T) {
	data := noise(3, MaxSize)
	before := bytes.Clone(data)
	for name, node := range ways(t) {
		node(data, 0)
		if !bytes.Equal(data, before) {
			t.Errorf("%s: the input was written to", name)
		}
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
	known := ways(f)
	f.Add(uint64(1), uint64(0), uint8(0))
	f.Add(uint64(2), uint64(math.MaxUint32-5), uint8(4))
	f.Fuzz(func(t *testing.T, seed, counter uint64, shift uint8) {
		data := noise(seed, MinSize<<(shift%5))
		want := reference(data, counter)
		for name, node := range known {
			if node(data, counter) != want {
				t.Errorf("%s: %d bytes with seed %d and counter %d have another node", name, len(data), seed, counter)
			}
		}
	})
}

func BenchmarkNode(b *testing.B) {
	known := ways(b)
	known["library"] = reference
	data := noise(4, MaxSize)
	for _, size := range []int{MinSize, MaxSize} {
		for name, node := range known {
			b.Run(fmt.Sprintf("%s-%dKiB", name, size>>10), func(b *testing.B) {
				b.SetBytes(int64(size))
				for b.Loop() {
					node(data[:size], 0)
				}
			})
		}
	}
}
