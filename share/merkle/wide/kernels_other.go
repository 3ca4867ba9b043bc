//go:build !amd64

package wide

func hash8Runs() bool  { return false }
func hash16Runs() bool { return false }

func hash8(*[8][8]uint32, *byte, uint64, uint64, uint64, uint64, uint32, uint32, uint32) {
	panic("wide: no vectors on this processor")
}

func hash16(*[16][8]uint32, *byte, uint64, uint64, uint64, uint64, uint32, uint32, uint32) {
	panic("wide: no vectors on this processor")
}
