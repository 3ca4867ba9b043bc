package assets

import "embed"

//go:embed icon.png
var icon []byte

//go:embed translations
var translations embed.FS

// TranslationsDir is the folder in Translations that holds the catalogues.
const TranslationsDir = "translations"

// Icon returns the program's icon, a PNG of 512 by 512 pixels.
func Icon() []byte { return icon }

// Translations returns the catalogues of what the window says: a JSON file a
// language, each with the same keys, which are the English texts.
func Translations() embed.FS { return translations }
