package look

import (
	"image/color"

	"fyne.io/fyne/v2/theme"
)

// Bars are the colours of a chunk bar. Their meanings are eMule's, so that
// who comes from there can read them: dark is here, yellow is being fetched,
// blue can be had, the deeper the more peers hold it, red nobody holds.
type Bars struct {
	Have     color.NRGBA
	Fetching color.NRGBA
	Missing  color.NRGBA
	Few      color.NRGBA // one peer holds it
	Many     color.NRGBA // MaxShade peers or more do
	Progress color.NRGBA // the thin bar on top
	Done     color.NRGBA // all of a complete file
	Ground   color.NRGBA // nothing is known
}

// MaxShade is how many holders have the deepest blue.
const MaxShade = 10

// LightBars are the colours on a light ground.
func LightBars() Bars {
	return Bars{
		Have: rgb(0x3f4754), Fetching: rgb(0xf2bd1d), Missing: rgb(0xd9453a),
		Few: rgb(0xa9cdf5), Many: rgb(0x2a63b8), Progress: rgb(0x2fa35a), Done: rgb(0x46a868), Ground: rgb(0xe3e0da),
	}
}

// DarkBars are the colours on a dark ground. They have the order of brightness of LightBars turned where it must be:
// what is here is darker than what is missing, and still stands out from the
// window's ground.
func DarkBars() Bars {
	return Bars{
		Have: rgb(0x596373), Fetching: rgb(0xffd02e), Missing: rgb(0xd8524a),
		Few: rgb(0xb5d6fb), Many: rgb(0x3a7be0), Progress: rgb(0x4ccf7d), Done: rgb(0x3c9a5f), Ground: rgb(0x343a43),
	}
}

// BarsOf returns the colours for chunk bars of the running theme: by its
// ground, as a theme need not follow what the system says.
func BarsOf() Bars {
	const half = 3 * 0xffff / 2
	if r, g, b, _ := Color(theme.ColorNameBackground).RGBA(); r+g+b > half {
		return LightBars()
	}
	return DarkBars()
}

// Shade returns the blue for a number of holders, at least one.
func (b Bars) Shade(holders int) color.NRGBA {
	step := float64(min(holders, MaxShade)-1) / (MaxShade - 1)
	mix := func(from, to uint8) uint8 { return uint8(float64(from) + step*(float64(to)-float64(from))) }
	return color.NRGBA{R: mix(b.Few.R, b.Many.R), G: mix(b.Few.G, b.Many.G), B: mix(b.Few.B, b.Many.B), A: 0xff}
}

// Calm returns the colours for the bar of one provider: what it lacks, others
// may have, so that it is as the ground.
func (b Bars) Calm() Bars {
	b.Missing = b.Ground
	return b
}
