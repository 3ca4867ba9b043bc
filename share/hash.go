package share

import (
	"encoding/hex"
	"fmt"
	"strings"
)

// RootHashSize is the length of a RootHash in bytes.
const RootHashSize = 32

// RootHash is the BLAKE3-256 of a file's whole content. It equals what b3sum
// prints. The zero value means "no file" and is never a valid name.
type RootHash [RootHashSize]byte

// ParseRootHash reads 64 hexadecimal digits, in either case.
func ParseRootHash(text string) (RootHash, error) {
	var h RootHash
	if len(text) != 2*RootHashSize {
		return RootHash{}, fmt.Errorf("%w: %q has %d characters, a root hash has %d hexadecimal digits",
			ErrBadRoot, clip(text), len(text), 2*RootHashSize)
	}
	if _, err := hex.Decode(h[:], []byte(strings.ToLower(text))); err != nil {
		return RootHash{}, fmt.Errorf("%w: %q is not hexadecimal", ErrBadRoot, clip(text))
	}
	return h, nil
}

// RootHashFromBytes copies a RootHash out of b, which must hold exactly 32 bytes.
func RootHashFromBytes(b []byte) (RootHash, error) {
	var h RootHash
	if len(b) != RootHashSize {
		return RootHash{}, fmt.Errorf("%w: %d bytes instead of %d", ErrBadRoot, len(b), RootHashSize)
	}
	copy(h[:], b)
	return h, nil
}

// String returns all 64 hexadecimal digits.
func (h RootHash) String() string { return hex.EncodeToString(h[:]) }

// Short returns the first 12 hexadecimal digits, for logs and narrow columns.
func (h RootHash) Short() string { return hex.EncodeToString(h[:6]) }

// IsZero reports whether h names no file.
func (h RootHash) IsZero() bool { return h == RootHash{} }

// MarshalText writes the hexadecimal form, so that JSON shows roots as people
// know them.
func (h RootHash) MarshalText() ([]byte, error) { return []byte(h.String()), nil }

// UnmarshalText is the inverse of MarshalText.
func (h *RootHash) UnmarshalText(text []byte) error {
	parsed, err := ParseRootHash(string(text))
	if err != nil {
		return err
	}
	*h = parsed
	return nil
}

// clip keeps error messages about foreign text short.
func clip(text string) string {
	const most = 80
	if len(text) <= most {
		return text
	}
	return text[:most] + "…"
}
