package assets

import _ "embed" // for the directive below

//go:embed icon.png
var icon []byte

// Icon returns the program's icon, a PNG of 512 by 512 pixels.
func Icon() []byte { return icon }
