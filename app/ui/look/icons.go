package look

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"hinny/share"
)

// Icon returns the picture for a kind of file.
func Icon(k share.Kind) fyne.Resource {
	switch k {
	case share.KindAudio:
		return theme.MediaMusicIcon()
	case share.KindVideo:
		return theme.MediaVideoIcon()
	case share.KindImage:
		return theme.MediaPhotoIcon()
	case share.KindDocument:
		return theme.DocumentIcon()
	case share.KindArchive:
		return theme.StorageIcon()
	case share.KindProgram:
		return theme.ComputerIcon()
	}
	return theme.FileIcon()
}

// FilterIcon returns the picture for choosing what is shown.
func FilterIcon() fyne.Resource { return theme.VisibilityIcon() }

// Opens reports whether the desktop may be asked to open a file of a kind: media
// and documents, and nothing that a desktop might run.
func Opens(kind share.Kind) bool {
	switch kind {
	case share.KindAudio, share.KindVideo, share.KindImage, share.KindDocument, share.KindArchive:
		return true
	}
	return false
}
