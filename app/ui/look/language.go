package look

import (
	"os"
	"strings"

	"fyne.io/fyne/v2/lang"

	"hinny/assets"
)

// The languages that the window speaks. An empty one means the system's.
const (
	English = "en"
	Chinese = "zh_CN"
)

// UseLanguage has the window speak a language from now on, or that of the
// system, and English where it speaks neither. It must be called before the
// first text is made.
//
// Fyne finds the language by the variables of the environment that gettext
// reads; so a choice is made by setting them, and Fyne's own words follow.
func UseLanguage(language string) error {
	if language != "" {
		for variable, value := range map[string]string{"LANGUAGE": language, "LC_MESSAGES": language + ".UTF-8"} {
			if err := os.Setenv(variable, value); err != nil {
				return err
			}
		}
		if all := os.Getenv("LC_ALL"); all == "C" || all == "POSIX" || strings.HasPrefix(all, "C.") {
			// It says to translate nothing, and stands above the others.
			if err := os.Unsetenv("LC_ALL"); err != nil {
				return err
			}
		}
	}
	return lang.AddTranslationsFS(assets.Translations(), assets.TranslationsDir)
}
