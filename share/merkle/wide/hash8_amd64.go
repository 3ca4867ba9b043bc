package wide

import "golang.org/x/sys/cpu"

// available reports whether hash8 can run and is worth it: with AVX-512 the
// library is faster.
func available() bool { return hash8Runs() && !cpu.X86.HasAVX512F }

// hash8Runs reports whether hash8 can be called.
func hash8Runs() bool { return cpu.X86.HasAVX2 }

// hash8 writes the chaining values of eight inputs of the same number of blocks
// of 64 bytes. Input i begins at in + i*stride and has the counter
// counter + i*step. Every block has flags, the first also start, the last end.
// It needs AVX2.
//
//go:noescape
func hash8(out *[lanes][8]uint32, in *byte, stride, blocks, counter, step uint64, flags, start, end uint32)
