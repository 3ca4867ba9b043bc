package look

import (
	"os"
	"strings"
	"sync"

	"fyne.io/fyne/v2/lang"

	"hinny/assets"
)

// The languages that the window speaks. An empty one means the system's.
const (
	English = "en"
	Chinese = "zh_CN"
)

// speaking is held while the language changes. Whoever makes text elsewhere than
// on the window's goroutine reads under it.
var speaking sync.RWMutex

// UseLanguage has the window speak a language from now on, or that of the
// system, and English where it speaks neither. Text that was made before stays
// as it is. It is called on the window's goroutine, or before there is one.
//
// Fyne finds the language by the variables of the environment that gettext
// reads; so a choice is made by setting them, and Fyne's own words follow.
func UseLanguage(language string) error {
	speaking.Lock()
	defer speaking.Unlock()
	if err := restore(surroundings()); err != nil {
		return err
	}
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

// surroundings returns the variables as the program found them, so that the
// system's language can be had back; those that were not set are empty.
var surroundings = sync.OnceValue(func() map[string]string {
	found := map[string]string{}
	for _, variable := range []string{"LANGUAGE", "LC_MESSAGES", "LC_ALL"} {
		found[variable] = os.Getenv(variable)
	}
	return found
})

// restore sets variables of the environment.
func restore(variables map[string]string) error {
	for variable, value := range variables {
		if err := os.Setenv(variable, value); err != nil {
			return err
		}
	}
	return nil
}
