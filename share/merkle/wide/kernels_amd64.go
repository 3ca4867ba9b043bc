package wide

import "golang.org/x/sys/cpu"

// hash8Runs and hash16Runs report whether hash8 and hash16 can be called.
func hash8Runs() bool  { return cpu.X86.HasAVX2 }
func hash16Runs() bool { return cpu.X86.HasAVX512F }

// hash8 writes the chaining values of eight inputs of the same number of blocks
// of 64 bytes. Input i begins at in + i*stride and has the counter
// counter + i*step. Every block has flags, the first also start, the last end.
// It needs AVX2.
//
//go:noescape
func hash8(out *[8][8]uint32, in *byte, stride, blocks, counter, step uint64, flags, start, end uint32)

// hash16 is hash8 for sixteen inputs. It needs AVX-512F.
//
//go:noescape
func hash16(out *[16][8]uint32, in *byte, stride, blocks, counter, step uint64, flags, start, end uint32)
