package look

import "fyne.io/fyne/v2/lang"

// Why says, in the language of the person, why a file of a review may surprise
// or is never shared. The node says it in English; words that are not known
// here are shown as they are.
func Why(why string) string {
	if text := surprising(why); text != "" {
		return text
	}
	switch why {
	case "hidden":
		return lang.L("Hidden")
	case "a copy that a program keeps while a document is open":
		return lang.L("Copies that programs keep while a document is open")
	case "written by the system":
		return lang.L("Written by the system")
	case "made by programs from other files":
		return lang.L("Made by programs from other files")
	case "a key, a password or a wallet":
		return lang.L("Keys, passwords and wallets")
	case "a download that is not finished":
		return lang.L("Unfinished downloads")
	case "written by a program for a while":
		return lang.L("Written by programs for a while")
	case "Hinny's own folder":
		return lang.L("Hinny's own folder")
	case "a link or no ordinary file":
		return lang.L("Links and special files")
	case "it cannot be read":
		return lang.L("Cannot be read")
	}
	return why
}

// surprising names what a person may not have meant to share.
func surprising(why string) string {
	switch why {
	case "keys and passwords":
		return lang.L("Keys and passwords")
	case "mail":
		return lang.L("Mail")
	case "the profile of a browser":
		return lang.L("The profile of a browser")
	case "contacts, calendars, databases and backups":
		return lang.L("Contacts, calendars, databases and backups")
	case "letters, tables and other office documents":
		return lang.L("Letters, tables and other office documents")
	case "pictures from a camera or a phone":
		return lang.L("Pictures from a camera or a phone")
	}
	return ""
}
