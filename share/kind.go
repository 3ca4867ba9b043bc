package share

import "strings"

// Kind is the broad sort of a file, told from its extension alone.
type Kind string

// The kinds, as they are typed after "type:" and shown in both programs.
const (
	KindAudio    Kind = "audio"
	KindVideo    Kind = "video"
	KindImage    Kind = "image"
	KindDocument Kind = "document"
	KindArchive  Kind = "archive"
	KindProgram  Kind = "program"
	KindOther    Kind = "other"
)

// Kinds lists every kind in the order they are shown.
func Kinds() []Kind {
	return []Kind{KindAudio, KindVideo, KindImage, KindDocument, KindArchive, KindProgram, KindOther}
}

// maxExtension bounds what counts as an extension: the longest known, such as
// "flatpakref", fits, a sentence after a dot does not.
const maxExtension = 12

// Extension returns the lower-case extension of a name without its dot, or "".
// A leading dot starts a hidden name, not an extension.
func Extension(name string) string {
	name = name[strings.LastIndexByte(name, '/')+1:]
	dot := strings.LastIndexByte(name, '.')
	if dot <= 0 || len(name)-dot-1 > maxExtension {
		return ""
	}
	return strings.ToLower(name[dot+1:])
}

// KindOf tells the kind from the extension of a name.
func KindOf(name string) Kind {
	switch Extension(name) {
	case "mp3", "flac", "ogg", "oga", "opus", "wav", "m4a", "aac", "wma", "aiff", "aif", "ape", "alac", "mid", "midi", "m4b", "mka", "wv", "dsf":
		return KindAudio
	case "mp4", "mkv", "avi", "mov", "webm", "mpg", "mpeg", "m4v", "wmv", "flv", "ts", "m2ts", "vob", "ogv", "3gp", "rm", "rmvb":
		return KindVideo
	case "jpg", "jpeg", "png", "gif", "webp", "bmp", "tif", "tiff", "svg", "heic", "heif", "avif", "ico", "psd", "raw", "cr2", "nef", "dng", "xcf":
		return KindImage
	case "pdf", "txt", "md", "doc", "docx", "odt", "rtf", "epub", "mobi", "azw3", "djvu", "html", "htm", "tex", "csv", "xls", "xlsx", "ods", "ppt", "pptx", "odp", "ps", "chm", "fb2", "cbz", "cbr", "srt", "nfo", "json", "xml":
		return KindDocument
	case "zip", "rar", "7z", "tar", "gz", "tgz", "bz2", "xz", "zst", "lz", "lzma", "iso", "img", "cab", "dmg", "bin", "cue", "nrg", "mdf":
		return KindArchive
	case "exe", "msi", "deb", "rpm", "apk", "appimage", "flatpak", "snap", "jar", "com", "bat", "cmd", "sh", "ps1", "scr", "dll", "so", "pkg", "run":
		return KindProgram
	}
	return KindOther
}
