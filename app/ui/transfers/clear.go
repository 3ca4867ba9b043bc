package transfers

import (
	"slices"

	"fyne.io/fyne/v2/lang"

	"hinny/app/api"
)

// ended reports whether nothing is lost when downloads are taken off the list.
func ended(rows []api.Transfer) bool {
	return len(rows) > 0 && !slices.ContainsFunc(rows, func(t api.Transfer) bool {
		return t.State != api.StateComplete && t.State != api.StateCancelled
	})
}

// cancelWord says what the button does to downloads.
func cancelWord(rows []api.Transfer) string {
	if ended(rows) {
		return lang.L("Clear")
	}
	return lang.L("Cancel")
}

// cancelItem says what the menu does to them.
func cancelItem(rows []api.Transfer) string {
	if ended(rows) {
		return lang.L("Take off the list")
	}
	return lang.L("Cancel…")
}
