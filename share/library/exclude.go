package library

import (
	"path/filepath"
	"strings"
)

// Excluded reports whether a file or directory of this name is never shared,
// wherever in a ticked folder it lies, and why in words that end a sentence
// such as "x is not shared: ". Names are compared without regard to case.
func Excluded(name string) (why string, excluded bool) {
	lower := strings.ToLower(name)
	switch {
	case strings.HasPrefix(name, "."):
		why = "hidden"
	case strings.HasPrefix(name, "~$"), strings.HasSuffix(name, "~"), len(name) > 2 && name[0] == '#' && name[len(name)-1] == '#':
		why = "a copy that a program keeps while a document is open"
	default:
		if why = excludedName(lower); why == "" {
			why = excludedExtension(filepath.Ext(lower))
		}
	}
	return why, why != ""
}

func skipped(name string) bool {
	_, excluded := Excluded(name)
	return excluded
}

// excludedName knows whole names, in lower case.
func excludedName(lower string) string {
	switch lower {
	case "thumbs.db", "ehthumbs.db", "ehthumbs_vista.db", "desktop.ini", "icon\r", "$recycle.bin", "recycler", "system volume information",
		"lost+found", "pagefile.sys", "hiberfil.sys", "swapfile.sys", "dumpfile.sys", "@eadir", "#recycle", "#snapshot",
		"network trash folder", "temporary items":
		return "written by the system"
	case "node_modules", "bower_components", "__pycache__":
		return "made by programs from other files"
	case "id_rsa", "id_dsa", "id_ecdsa", "id_ecdsa_sk", "id_ed25519", "id_ed25519_sk", "wallet.dat", "key3.db", "key4.db", "logins.json",
		"login data", "login data for account", "cookies.sqlite", "identity.key":
		return "a key, a password or a wallet"
	}
	return ""
}

// excludedExtension knows extensions, in lower case with their dot.
func excludedExtension(extension string) string {
	switch extension {
	case ".part", ".partial", ".crdownload", ".download", ".opdownload", ".fdmdownload", ".filepart", ".incomplete", ".unconfirmed",
		".aria2", ".met", ".!ut", ".!qb", ".bc!", ".!bt", ".xltd":
		return "a download that is not finished"
	case ".tmp", ".temp", ".swp", ".swo", ".swx":
		return "written by a program for a while"
	case ".kdbx", ".kdb", ".keychain", ".keychain-db", ".agilekeychain", ".opvault", ".ppk", ".pfx", ".p12", ".pem":
		return "a key, a password or a wallet"
	}
	return ""
}
