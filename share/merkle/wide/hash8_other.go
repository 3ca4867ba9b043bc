//go:build !amd64

package wide

func available() bool { return false }

func hash8Runs() bool { return false }

func hash8(*[lanes][8]uint32, *byte, uint64, uint64, uint64, uint64, uint32, uint32, uint32) {
	panic("wide: no vectors on this processor")
}
