// Package wide hashes large pieces of a file with BLAKE3, eight of its chunks
// of 1 KiB side by side, where the processor has AVX2 and not AVX-512.
//
// It is there because package guts gathers each word of the eight chunks from
// memory, which is slow on many processors. Reading rows and turning them takes
// 0.97 instead of 1.5 billion cycles for 1 GiB on a Zen 3. With AVX-512, and
// where there are no such vectors, guts is used as it is. Package merkle
// chooses, and tests hold both to the same results.
//
// It computes nodes of the tree only. It knows no file, no root and no size.
package wide
