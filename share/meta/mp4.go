package meta

import (
	"errors"
	"math"
	"time"

	"github.com/abema/go-mp4"

	"hinny/share"
)

// maxBox bounds a box that is read as a whole: the largest of them is a text.
const maxBox = 4 << 10

// maxDepth bounds boxes in boxes; a title is six deep.
const maxDepth = 8

// errEnough ends the walk once the film's description was read: what follows
// are gigabytes of film.
var errEnough = errors.New("read enough")

// readMP4 reads ISO 14496-12 files: mp4, m4a, mov and their kin.
func readMP4(w *window, m *share.Meta) {
	// An error is a file that ends early, or errEnough: what was read counts.
	_, _ = mp4.ReadBoxStructure(w.section(0), func(h *mp4.ReadHandle) (any, error) {
		if len(h.Path) > maxDepth {
			return nil, nil
		}
		return nil, box(h, m)
	})
}

// box reads one box, and those inside it where they matter.
func box(h *mp4.ReadHandle, m *share.Meta) error {
	switch h.BoxInfo.Type.String() {
	case "moov":
		if _, err := h.Expand(); err != nil {
			return err
		}
		return errEnough
	case "trak", "udta", "meta", "ilst", "(c)nam", "(c)ART", "(c)alb", "aART":
		_, err := h.Expand()
		return err
	case "mvhd", "tkhd", "data":
	default:
		return nil
	}
	if h.BoxInfo.Size > maxBox {
		return nil
	}
	payload, _, err := h.ReadPayload()
	if err != nil {
		return err
	}
	switch b := payload.(type) {
	case *mp4.Mvhd:
		m.Duration = ratio(float64(b.GetDuration()), float64(b.Timescale))
	case *mp4.Tkhd:
		if b.GetWidthInt() > 0 {
			m.Width, m.Height = int(b.GetWidthInt()), int(b.GetHeightInt())
		}
	case *mp4.Data:
		if b.DataType == mp4.DataTypeStringUTF8 {
			note(m, h.Path[len(h.Path)-2].String(), string(b.Data))
		}
	}
	return nil
}

// note keeps a text under the name it has in some format.
func note(m *share.Meta, name, text string) {
	keep := func(to *string) {
		if *to == "" {
			*to = text
		}
	}
	switch name {
	case "(c)ART", "artist":
		keep(&m.Artist)
	case "(c)alb", "album":
		keep(&m.Album)
	case "(c)nam", "title":
		keep(&m.Title)
	}
}

// ratio returns units of time as they are counted so many a second; 0 if that
// cannot be.
func ratio(units, perSecond float64) time.Duration {
	seconds := units / perSecond
	if perSecond <= 0 || math.IsNaN(seconds) || seconds < 0 || seconds > share.MaxDuration.Seconds() {
		return 0
	}
	return time.Duration(seconds * float64(time.Second))
}
