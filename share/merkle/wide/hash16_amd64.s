#include "textflag.h"

// BLAKE3 of sixteen inputs at once, one in each 32-bit lane of the vectors, as
// section 5.3 of the BLAKE3 paper describes it.
//
// There are registers enough for everything: the sixteen words of the state are
// Z0 to Z15 (a is Z0 to Z3, b Z4 to Z7, c Z8 to Z11, d Z12 to Z15), those of the
// block Z16 to Z31. Between blocks Z0 to Z7 are the chaining values, and Z8 to
// Z15 are free for turning rows into columns.

// What lies on the stack, 64 bytes a vector.
#define LOW 0(SP)
#define HIGH 64(SP)

DATA lanes16<>+0(SB)/4, $0
DATA lanes16<>+4(SB)/4, $1
DATA lanes16<>+8(SB)/4, $2
DATA lanes16<>+12(SB)/4, $3
DATA lanes16<>+16(SB)/4, $4
DATA lanes16<>+20(SB)/4, $5
DATA lanes16<>+24(SB)/4, $6
DATA lanes16<>+28(SB)/4, $7
DATA lanes16<>+32(SB)/4, $8
DATA lanes16<>+36(SB)/4, $9
DATA lanes16<>+40(SB)/4, $10
DATA lanes16<>+44(SB)/4, $11
DATA lanes16<>+48(SB)/4, $12
DATA lanes16<>+52(SB)/4, $13
DATA lanes16<>+56(SB)/4, $14
DATA lanes16<>+60(SB)/4, $15
GLOBL lanes16<>(SB), RODATA|NOPTR, $64

// The eight words of the IV, the length of a block, and one.
DATA words<>+0(SB)/4, $0x6a09e667
DATA words<>+4(SB)/4, $0xbb67ae85
DATA words<>+8(SB)/4, $0x3c6ef372
DATA words<>+12(SB)/4, $0xa54ff53a
DATA words<>+16(SB)/4, $0x510e527f
DATA words<>+20(SB)/4, $0x9b05688c
DATA words<>+24(SB)/4, $0x1f83d9ab
DATA words<>+28(SB)/4, $0x5be0cd19
DATA words<>+32(SB)/4, $64
DATA words<>+36(SB)/4, $1
GLOBL words<>(SB), RODATA|NOPTR, $40

// HALF is one half of four G functions side by side: n and m are the bits by
// which d and b are turned right.
#define HALF(a0, a1, a2, a3, b0, b1, b2, b3, c0, c1, c2, c3, d0, d1, d2, d3, w0, w1, w2, w3, n, m) \
	VPADDD w0, a0, a0; \
	VPADDD w1, a1, a1; \
	VPADDD w2, a2, a2; \
	VPADDD w3, a3, a3; \
	VPADDD b0, a0, a0; \
	VPADDD b1, a1, a1; \
	VPADDD b2, a2, a2; \
	VPADDD b3, a3, a3; \
	VPXORD a0, d0, d0; \
	VPXORD a1, d1, d1; \
	VPXORD a2, d2, d2; \
	VPXORD a3, d3, d3; \
	VPRORD $n, d0, d0; \
	VPRORD $n, d1, d1; \
	VPRORD $n, d2, d2; \
	VPRORD $n, d3, d3; \
	VPADDD d0, c0, c0; \
	VPADDD d1, c1, c1; \
	VPADDD d2, c2, c2; \
	VPADDD d3, c3, c3; \
	VPXORD c0, b0, b0; \
	VPXORD c1, b1, b1; \
	VPXORD c2, b2, b2; \
	VPXORD c3, b3, b3; \
	VPRORD $m, b0, b0; \
	VPRORD $m, b1, b1; \
	VPRORD $m, b2, b2; \
	VPRORD $m, b3, b3

// COLUMNS and DIAGONALS are the two halves of a round.
#define COLUMNS(w0, w1, w2, w3, n, m) \
	HALF(Z0, Z1, Z2, Z3, Z4, Z5, Z6, Z7, Z8, Z9, Z10, Z11, Z12, Z13, Z14, Z15, w0, w1, w2, w3, n, m)
#define DIAGONALS(w0, w1, w2, w3, n, m) \
	HALF(Z0, Z1, Z2, Z3, Z5, Z6, Z7, Z4, Z10, Z11, Z8, Z9, Z15, Z12, Z13, Z14, w0, w1, w2, w3, n, m)

#define ROUND(w0, w1, w2, w3, w4, w5, w6, w7, w8, w9, w10, w11, w12, w13, w14, w15) \
	COLUMNS(w0, w2, w4, w6, 16, 12);      \
	COLUMNS(w1, w3, w5, w7, 8, 7);        \
	DIAGONALS(w8, w10, w12, w14, 16, 12); \
	DIAGONALS(w9, w11, w13, w15, 8, 7)

// LOAD reads four words of each input, at offset o, and lays the first words of
// all inputs into one vector, the second into the next, and so on: w0 to w3.
#define LOAD(o, w0, w1, w2, w3) \
	VMOVDQU      o(SI), X8;                        \
	VMOVDQU      o(SI)(DX*1), X9;                  \
	VMOVDQU      o(SI)(DX*2), X10;                 \
	VMOVDQU      o(SI)(R8*1), X11;                 \
	VINSERTI32X4 $1, o(R9), Z8, Z8;                \
	VINSERTI32X4 $1, o(R9)(DX*1), Z9, Z9;          \
	VINSERTI32X4 $1, o(R9)(DX*2), Z10, Z10;        \
	VINSERTI32X4 $1, o(R9)(R8*1), Z11, Z11;        \
	VINSERTI32X4 $2, o(R10), Z8, Z8;               \
	VINSERTI32X4 $2, o(R10)(DX*1), Z9, Z9;         \
	VINSERTI32X4 $2, o(R10)(DX*2), Z10, Z10;       \
	VINSERTI32X4 $2, o(R10)(R8*1), Z11, Z11;       \
	VINSERTI32X4 $3, o(R11), Z8, Z8;               \
	VINSERTI32X4 $3, o(R11)(DX*1), Z9, Z9;         \
	VINSERTI32X4 $3, o(R11)(DX*2), Z10, Z10;       \
	VINSERTI32X4 $3, o(R11)(R8*1), Z11, Z11;       \
	VPUNPCKLDQ   Z9, Z8, Z12;                      \
	VPUNPCKHDQ   Z9, Z8, Z13;                      \
	VPUNPCKLDQ   Z11, Z10, Z14;                    \
	VPUNPCKHDQ   Z11, Z10, Z15;                    \
	VPUNPCKLQDQ  Z14, Z12, w0;                     \
	VPUNPCKHQDQ  Z14, Z12, w1;                     \
	VPUNPCKLQDQ  Z15, Z13, w2;                     \
	VPUNPCKHQDQ  Z15, Z13, w3

// STORE writes four words, w0 to w3, of each of the sixteen results, at offset o.
#define STORE(o, w0, w1, w2, w3) \
	VPUNPCKLDQ    w1, w0, Z8;           \
	VPUNPCKHDQ    w1, w0, Z9;           \
	VPUNPCKLDQ    w3, w2, Z10;          \
	VPUNPCKHDQ    w3, w2, Z11;          \
	VPUNPCKLQDQ   Z10, Z8, Z12;         \
	VPUNPCKHQDQ   Z10, Z8, Z13;         \
	VPUNPCKLQDQ   Z11, Z9, Z14;         \
	VPUNPCKHQDQ   Z11, Z9, Z15;         \
	VMOVDQU       X12, o(DI);           \
	VMOVDQU       X13, (o+32)(DI);      \
	VMOVDQU       X14, (o+64)(DI);      \
	VMOVDQU       X15, (o+96)(DI);      \
	VEXTRACTI32X4 $1, Z12, (o+128)(DI); \
	VEXTRACTI32X4 $1, Z13, (o+160)(DI); \
	VEXTRACTI32X4 $1, Z14, (o+192)(DI); \
	VEXTRACTI32X4 $1, Z15, (o+224)(DI); \
	VEXTRACTI32X4 $2, Z12, (o+256)(DI); \
	VEXTRACTI32X4 $2, Z13, (o+288)(DI); \
	VEXTRACTI32X4 $2, Z14, (o+320)(DI); \
	VEXTRACTI32X4 $2, Z15, (o+352)(DI); \
	VEXTRACTI32X4 $3, Z12, (o+384)(DI); \
	VEXTRACTI32X4 $3, Z13, (o+416)(DI); \
	VEXTRACTI32X4 $3, Z14, (o+448)(DI); \
	VEXTRACTI32X4 $3, Z15, (o+480)(DI)

// func hash16(out *[16][8]uint32, in *byte, stride, blocks, counter, step uint64, flags, start, end uint32)
TEXT ·hash16(SB), 0, $128-60
	MOVQ out+0(FP), DI
	MOVQ in+8(FP), SI
	MOVQ stride+16(FP), DX
	MOVQ blocks+24(FP), CX
	LEAQ (DX)(DX*2), R8
	LEAQ (SI)(DX*4), R9
	LEAQ (SI)(DX*8), R10
	LEAQ (R9)(DX*8), R11

	// The counters of the sixteen inputs, their low and their high words: the
	// high word of a lane is one more where the low one has wrapped.
	VPBROADCASTD counter+32(FP), Z0
	MOVQ         counter+32(FP), AX
	SHRQ         $32, AX
	VPBROADCASTD AX, Z1
	VPBROADCASTD step+40(FP), Z2
	VPMULLD      lanes16<>(SB), Z2, Z2
	VPADDD       Z2, Z0, Z2
	VPCMPUD      $1, Z0, Z2, K1
	VPBROADCASTD words<>+36(SB), Z3
	VPADDD       Z3, Z1, K1, Z1
	VMOVDQU32    Z2, LOW
	VMOVDQU32    Z1, HIGH

	VPBROADCASTD words<>+0(SB), Z0
	VPBROADCASTD words<>+4(SB), Z1
	VPBROADCASTD words<>+8(SB), Z2
	VPBROADCASTD words<>+12(SB), Z3
	VPBROADCASTD words<>+16(SB), Z4
	VPBROADCASTD words<>+20(SB), Z5
	VPBROADCASTD words<>+24(SB), Z6
	VPBROADCASTD words<>+28(SB), Z7

	MOVL flags+48(FP), R12
	MOVL R12, R13
	ORL  start+52(FP), R13

block:
	CMPQ CX, $1
	JNE  load
	ORL  end+56(FP), R13

load:
	LOAD(0, Z16, Z17, Z18, Z19)
	LOAD(16, Z20, Z21, Z22, Z23)
	LOAD(32, Z24, Z25, Z26, Z27)
	LOAD(48, Z28, Z29, Z30, Z31)
	ADDQ $64, SI
	ADDQ $64, R9
	ADDQ $64, R10
	ADDQ $64, R11

	VPBROADCASTD words<>+0(SB), Z8
	VPBROADCASTD words<>+4(SB), Z9
	VPBROADCASTD words<>+8(SB), Z10
	VPBROADCASTD words<>+12(SB), Z11
	VMOVDQU32    LOW, Z12
	VMOVDQU32    HIGH, Z13
	VPBROADCASTD words<>+32(SB), Z14
	VPBROADCASTD R13, Z15

	ROUND(Z16, Z17, Z18, Z19, Z20, Z21, Z22, Z23, Z24, Z25, Z26, Z27, Z28, Z29, Z30, Z31)
	ROUND(Z18, Z22, Z19, Z26, Z23, Z16, Z20, Z29, Z17, Z27, Z28, Z21, Z25, Z30, Z31, Z24)
	ROUND(Z19, Z20, Z26, Z28, Z29, Z18, Z23, Z30, Z22, Z21, Z25, Z16, Z27, Z31, Z24, Z17)
	ROUND(Z26, Z23, Z28, Z25, Z30, Z19, Z29, Z31, Z20, Z16, Z27, Z18, Z21, Z24, Z17, Z22)
	ROUND(Z28, Z29, Z25, Z27, Z31, Z26, Z30, Z24, Z23, Z18, Z21, Z19, Z16, Z17, Z22, Z20)
	ROUND(Z25, Z30, Z27, Z21, Z24, Z28, Z31, Z17, Z29, Z19, Z16, Z26, Z18, Z22, Z20, Z23)
	ROUND(Z27, Z31, Z21, Z16, Z17, Z25, Z24, Z22, Z30, Z26, Z18, Z28, Z19, Z20, Z23, Z29)

	VPXORD Z8, Z0, Z0
	VPXORD Z9, Z1, Z1
	VPXORD Z10, Z2, Z2
	VPXORD Z11, Z3, Z3
	VPXORD Z12, Z4, Z4
	VPXORD Z13, Z5, Z5
	VPXORD Z14, Z6, Z6
	VPXORD Z15, Z7, Z7

	MOVL R12, R13
	DECQ CX
	JNZ  block

	STORE(0, Z0, Z1, Z2, Z3)
	STORE(16, Z4, Z5, Z6, Z7)
	VZEROUPPER
	RET
