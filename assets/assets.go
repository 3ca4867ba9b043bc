package assets

import "embed"

//go:embed icon.png
var icon []byte

//go:embed translations
var translations embed.FS

//go:embed sentences
var sentences embed.FS

// TranslationsDir is the folder in Translations that holds the catalogues.
const TranslationsDir = "translations"

// Icon returns the program's icon, a PNG of 512 by 512 pixels.
func Icon() []byte { return icon }

// Translations returns the catalogues of what the window says: a JSON file a
// language, each with the same keys, which are the English texts.
func Translations() embed.FS { return translations }

// Sentences returns what the node says in a language other than English, as JSON:
// the forms of its sentences, which are the formats that they are made with, and
// the same in that language. Without such a file it is fs.ErrNotExist.
func Sentences(language string) ([]byte, error) {
	return sentences.ReadFile("sentences/" + language + ".json")
}
