package meta

import (
	"image"

	// The formats image.DecodeConfig knows.
	_ "image/gif"
	_ "image/jpeg"
	_ "image/png"

	_ "golang.org/x/image/bmp"
	_ "golang.org/x/image/tiff"
	_ "golang.org/x/image/webp"

	"hinny/share"
)

// readImage reads the size of a picture.
func readImage(w *window, m *share.Meta) {
	config, _, err := image.DecodeConfig(w.section(0))
	if err == nil {
		m.Width, m.Height = config.Width, config.Height
	}
}
