#include "textflag.h"

// BLAKE3 of eight inputs at once, one in each 32-bit lane of the vectors, as
// section 5.3 of the BLAKE3 paper describes it.
//
// The sixteen words of the state are Y0 to Y15: a is Y0 to Y3, b Y4 to Y7, c Y8
// to Y11, d Y12 to Y15. The rotations need a register for a moment, so the
// first word of c lives in memory (FIRST) and Y8 is that register.

// What lies on the stack, 32 bytes a vector, from R10 on.
#define WORD(i) (32*i)(R10)
#define CHAIN(i) (512+32*i)(R10)
#define FIRST 768(R10)
#define LOW 800(R10)
#define HIGH 832(R10)

DATA rotate16<>+0(SB)/8, $0x0504070601000302
DATA rotate16<>+8(SB)/8, $0x0d0c0f0e09080b0a
DATA rotate16<>+16(SB)/8, $0x0504070601000302
DATA rotate16<>+24(SB)/8, $0x0d0c0f0e09080b0a
GLOBL rotate16<>(SB), RODATA|NOPTR, $32

DATA rotate8<>+0(SB)/8, $0x0407060500030201
DATA rotate8<>+8(SB)/8, $0x0c0f0e0d080b0a09
DATA rotate8<>+16(SB)/8, $0x0407060500030201
DATA rotate8<>+24(SB)/8, $0x0c0f0e0d080b0a09
GLOBL rotate8<>(SB), RODATA|NOPTR, $32

DATA lanes<>+0(SB)/4, $0
DATA lanes<>+4(SB)/4, $1
DATA lanes<>+8(SB)/4, $2
DATA lanes<>+12(SB)/4, $3
DATA lanes<>+16(SB)/4, $4
DATA lanes<>+20(SB)/4, $5
DATA lanes<>+24(SB)/4, $6
DATA lanes<>+28(SB)/4, $7
GLOBL lanes<>(SB), RODATA|NOPTR, $32

DATA iv<>+0(SB)/4, $0x6a09e667
DATA iv<>+4(SB)/4, $0xbb67ae85
DATA iv<>+8(SB)/4, $0x3c6ef372
DATA iv<>+12(SB)/4, $0xa54ff53a
DATA iv<>+16(SB)/4, $0x510e527f
DATA iv<>+20(SB)/4, $0x9b05688c
DATA iv<>+24(SB)/4, $0x1f83d9ab
DATA iv<>+28(SB)/4, $0x5be0cd19
GLOBL iv<>(SB), RODATA|NOPTR, $32

DATA sign<>+0(SB)/4, $0x80000000
DATA sign<>+4(SB)/4, $64
GLOBL sign<>(SB), RODATA|NOPTR, $8

// ROTATE turns b right by n bits, m is 32-n.
#define ROTATE(n, m, b) \
	VPSRLD $n, b, Y8; \
	VPSLLD $m, b, b;  \
	VPOR   Y8, b, b

// HALF is one half of four G functions side by side.
#define HALF(a0, a1, a2, a3, b0, b1, b2, b3, d0, d1, d2, d3, w0, w1, w2, w3, turn, n, m) \
	VPADDD  WORD(w0), a0, a0; \
	VPADDD  WORD(w1), a1, a1; \
	VPADDD  WORD(w2), a2, a2; \
	VPADDD  WORD(w3), a3, a3; \
	VPADDD  b0, a0, a0;       \
	VPADDD  b1, a1, a1;       \
	VPADDD  b2, a2, a2;       \
	VPADDD  b3, a3, a3;       \
	VPXOR   a0, d0, d0;       \
	VPXOR   a1, d1, d1;       \
	VPXOR   a2, d2, d2;       \
	VPXOR   a3, d3, d3;       \
	VPSHUFB turn, d0, d0;     \
	VPSHUFB turn, d1, d1;     \
	VPSHUFB turn, d2, d2;     \
	VPSHUFB turn, d3, d3;     \
	VPADDD  FIRST, d0, Y8;    \
	VPADDD  d1, Y9, Y9;       \
	VPADDD  d2, Y10, Y10;     \
	VPADDD  d3, Y11, Y11;     \
	VPXOR   Y8, b0, b0;       \
	VPXOR   Y9, b1, b1;       \
	VPXOR   Y10, b2, b2;      \
	VPXOR   Y11, b3, b3;      \
	VMOVDQA Y8, FIRST;        \
	ROTATE(n, m, b0);         \
	ROTATE(n, m, b1);         \
	ROTATE(n, m, b2);         \
	ROTATE(n, m, b3)

// ROUND mixes the columns and then the diagonals. The diagonals begin with the
// third, because that is the one with FIRST in it.
#define ROUND(w0, w1, w2, w3, w4, w5, w6, w7, w8, w9, w10, w11, w12, w13, w14, w15) \
	HALF(Y0, Y1, Y2, Y3, Y4, Y5, Y6, Y7, Y12, Y13, Y14, Y15, w0, w2, w4, w6, rotate16<>(SB), 12, 20);    \
	HALF(Y0, Y1, Y2, Y3, Y4, Y5, Y6, Y7, Y12, Y13, Y14, Y15, w1, w3, w5, w7, rotate8<>(SB), 7, 25);      \
	HALF(Y2, Y3, Y0, Y1, Y7, Y4, Y5, Y6, Y13, Y14, Y15, Y12, w12, w14, w8, w10, rotate16<>(SB), 12, 20); \
	HALF(Y2, Y3, Y0, Y1, Y7, Y4, Y5, Y6, Y13, Y14, Y15, Y12, w13, w15, w9, w11, rotate8<>(SB), 7, 25)

// LOAD reads four words of each input, at offset o, and lays the first words of
// all inputs into one vector, the second into the next, and so on: w to w+3.
#define LOAD(o, w0, w1, w2, w3) \
	VMOVDQU     o(SI), X0;                    \
	VMOVDQU     o(SI)(DX*1), X1;              \
	VMOVDQU     o(SI)(DX*2), X2;              \
	VMOVDQU     o(SI)(R8*1), X3;              \
	VINSERTI128 $1, o(R9), Y0, Y0;            \
	VINSERTI128 $1, o(R9)(DX*1), Y1, Y1;      \
	VINSERTI128 $1, o(R9)(DX*2), Y2, Y2;      \
	VINSERTI128 $1, o(R9)(R8*1), Y3, Y3;      \
	VPUNPCKLDQ  Y1, Y0, Y4;                   \
	VPUNPCKHDQ  Y1, Y0, Y5;                   \
	VPUNPCKLDQ  Y3, Y2, Y6;                   \
	VPUNPCKHDQ  Y3, Y2, Y7;                   \
	VPUNPCKLQDQ Y6, Y4, Y0;                   \
	VPUNPCKHQDQ Y6, Y4, Y1;                   \
	VPUNPCKLQDQ Y7, Y5, Y2;                   \
	VPUNPCKHQDQ Y7, Y5, Y3;                   \
	VMOVDQA     Y0, WORD(w0);                 \
	VMOVDQA     Y1, WORD(w1);                 \
	VMOVDQA     Y2, WORD(w2);                 \
	VMOVDQA     Y3, WORD(w3)

// FOLD makes the next chaining value of the state.
#define FOLD(low, high, i) \
	VPXOR   high, low, low; \
	VMOVDQA low, CHAIN(i)

// func hash8(out *[8][8]uint32, in *byte, stride, blocks, counter, step uint64, flags, start, end uint32)
TEXT ·hash8(SB), 0, $896-60
	LEAQ 31(SP), R10
	ANDQ $~31, R10
	MOVQ out+0(FP), DI
	MOVQ in+8(FP), SI
	MOVQ stride+16(FP), DX
	MOVQ blocks+24(FP), CX
	LEAQ (DX)(DX*2), R8
	LEAQ (SI)(DX*4), R9

	// The counters of the eight inputs, their low and their high words: the
	// high word of a lane is one more where the low one has wrapped.
	VPBROADCASTD counter+32(FP), Y0
	MOVQ         counter+32(FP), AX
	SHRQ         $32, AX
	VMOVD        AX, X1
	VPBROADCASTD X1, Y1
	VPBROADCASTD step+40(FP), Y2
	VPBROADCASTD sign<>+0(SB), Y3
	VPMULLD      lanes<>(SB), Y2, Y2
	VPADDD       Y2, Y0, Y4
	VPXOR        Y3, Y0, Y0
	VPXOR        Y3, Y4, Y5
	VPCMPGTD     Y5, Y0, Y0
	VPSUBD       Y0, Y1, Y1
	VMOVDQA      Y4, LOW
	VMOVDQA      Y1, HIGH

	VPBROADCASTD iv<>+0(SB), Y0
	VPBROADCASTD iv<>+4(SB), Y1
	VPBROADCASTD iv<>+8(SB), Y2
	VPBROADCASTD iv<>+12(SB), Y3
	VPBROADCASTD iv<>+16(SB), Y4
	VPBROADCASTD iv<>+20(SB), Y5
	VPBROADCASTD iv<>+24(SB), Y6
	VPBROADCASTD iv<>+28(SB), Y7
	VMOVDQA      Y0, CHAIN(0)
	VMOVDQA      Y1, CHAIN(1)
	VMOVDQA      Y2, CHAIN(2)
	VMOVDQA      Y3, CHAIN(3)
	VMOVDQA      Y4, CHAIN(4)
	VMOVDQA      Y5, CHAIN(5)
	VMOVDQA      Y6, CHAIN(6)
	VMOVDQA      Y7, CHAIN(7)

	MOVL flags+48(FP), R11
	MOVL R11, R12
	ORL  start+52(FP), R12

block:
	CMPQ CX, $1
	JNE  load
	ORL  end+56(FP), R12

load:
	LOAD(0, 0, 1, 2, 3)
	LOAD(16, 4, 5, 6, 7)
	LOAD(32, 8, 9, 10, 11)
	LOAD(48, 12, 13, 14, 15)
	ADDQ $64, SI
	ADDQ $64, R9

	VMOVDQA      CHAIN(0), Y0
	VMOVDQA      CHAIN(1), Y1
	VMOVDQA      CHAIN(2), Y2
	VMOVDQA      CHAIN(3), Y3
	VMOVDQA      CHAIN(4), Y4
	VMOVDQA      CHAIN(5), Y5
	VMOVDQA      CHAIN(6), Y6
	VMOVDQA      CHAIN(7), Y7
	VPBROADCASTD iv<>+0(SB), Y8
	VPBROADCASTD iv<>+4(SB), Y9
	VPBROADCASTD iv<>+8(SB), Y10
	VPBROADCASTD iv<>+12(SB), Y11
	VMOVDQA      LOW, Y12
	VMOVDQA      HIGH, Y13
	VPBROADCASTD sign<>+4(SB), Y14
	VMOVD        R12, X15
	VPBROADCASTD X15, Y15
	VMOVDQA      Y8, FIRST

	ROUND(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
	ROUND(2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8)
	ROUND(3, 4, 10, 12, 13, 2, 7, 14, 6, 5, 9, 0, 11, 15, 8, 1)
	ROUND(10, 7, 12, 9, 14, 3, 13, 15, 4, 0, 11, 2, 5, 8, 1, 6)
	ROUND(12, 13, 9, 11, 15, 10, 14, 8, 7, 2, 5, 3, 0, 1, 6, 4)
	ROUND(9, 14, 11, 5, 8, 12, 15, 1, 13, 3, 0, 10, 2, 6, 4, 7)
	ROUND(11, 15, 5, 0, 1, 9, 8, 6, 14, 10, 2, 12, 3, 4, 7, 13)

	VMOVDQA FIRST, Y8
	FOLD(Y0, Y8, 0)
	FOLD(Y1, Y9, 1)
	FOLD(Y2, Y10, 2)
	FOLD(Y3, Y11, 3)
	FOLD(Y4, Y12, 4)
	FOLD(Y5, Y13, 5)
	FOLD(Y6, Y14, 6)
	FOLD(Y7, Y15, 7)

	MOVL R11, R12
	DECQ CX
	JNZ  block

	// Turn eight vectors of one word each into eight chaining values.
	VPUNPCKLDQ  Y1, Y0, Y8
	VPUNPCKHDQ  Y1, Y0, Y9
	VPUNPCKLDQ  Y3, Y2, Y10
	VPUNPCKHDQ  Y3, Y2, Y11
	VPUNPCKLDQ  Y5, Y4, Y12
	VPUNPCKHDQ  Y5, Y4, Y13
	VPUNPCKLDQ  Y7, Y6, Y14
	VPUNPCKHDQ  Y7, Y6, Y15
	VPUNPCKLQDQ Y10, Y8, Y0
	VPUNPCKHQDQ Y10, Y8, Y1
	VPUNPCKLQDQ Y11, Y9, Y2
	VPUNPCKHQDQ Y11, Y9, Y3
	VPUNPCKLQDQ Y14, Y12, Y4
	VPUNPCKHQDQ Y14, Y12, Y5
	VPUNPCKLQDQ Y15, Y13, Y6
	VPUNPCKHQDQ Y15, Y13, Y7
	VPERM2I128  $0x20, Y4, Y0, Y8
	VPERM2I128  $0x20, Y5, Y1, Y9
	VPERM2I128  $0x20, Y6, Y2, Y10
	VPERM2I128  $0x20, Y7, Y3, Y11
	VPERM2I128  $0x31, Y4, Y0, Y12
	VPERM2I128  $0x31, Y5, Y1, Y13
	VPERM2I128  $0x31, Y6, Y2, Y14
	VPERM2I128  $0x31, Y7, Y3, Y15
	VMOVDQU     Y8, 0(DI)
	VMOVDQU     Y9, 32(DI)
	VMOVDQU     Y10, 64(DI)
	VMOVDQU     Y11, 96(DI)
	VMOVDQU     Y12, 128(DI)
	VMOVDQU     Y13, 160(DI)
	VMOVDQU     Y14, 192(DI)
	VMOVDQU     Y15, 224(DI)
	VZEROUPPER
	RET
