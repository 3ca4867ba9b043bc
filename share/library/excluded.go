package library

import "strings"

// secretWhy is why secrets are hidden.
const secretWhy = "a key, a password or a wallet"

// excludedGroup is patterns that hide for one reason.
type excludedGroup struct {
	why      string
	patterns []string // in lower case
}

// defaultExclusions are the patterns of somebody who changed nothing.
func defaultExclusions() []excludedGroup {
	return []excludedGroup{
		{"hidden", []string{".*"}},
		{"a copy that a program keeps while a document is open", []string{"~$*", "*~", "#?*#"}},
		{"written by the system", []string{
			"thumbs.db", "ehthumbs.db", "ehthumbs_vista.db", "desktop.ini", "icon\r", "$recycle.bin", "recycler", "system volume information",
			"lost+found", "pagefile.sys", "hiberfil.sys", "swapfile.sys", "dumpfile.sys", "@eadir", "#recycle", "#snapshot",
			"network trash folder", "temporary items",
		}},
		{"made by programs from other files", []string{"node_modules", "bower_components", "__pycache__"}},
		{"a download that is not finished", []string{
			"*.part", "*.partial", "*.crdownload", "*.download", "*.opdownload", "*.fdmdownload", "*.filepart", "*.incomplete",
			"*.unconfirmed", "*.aria2", "*.met", "*.!ut", "*.!qb", "*.bc!", "*.!bt", "*.xltd",
		}},
		{"written by a program for a while", []string{"*.tmp", "*.temp", "*.swp", "*.swo", "*.swx"}},
	}
}

// DefaultExclusions returns the patterns that hide files of somebody who
// changed nothing, in lower case.
func DefaultExclusions() (patterns []string) {
	for _, group := range defaultExclusions() {
		patterns = append(patterns, group.patterns...)
	}
	return patterns
}

// secrets are the patterns, in lower case, that no person can take away: keys,
// password stores and wallets, and the hidden folders in which programs keep
// them, which would be shared as soon as hidden files are.
func secrets() []string {
	patterns := []string{
		"id_rsa", "id_dsa", "id_ecdsa", "id_ecdsa_sk", "id_ed25519", "id_ed25519_sk", "wallet.dat", "key3.db", "key4.db", "logins.json",
		"login data", "login data for account", "cookies.sqlite", "identity.key",
		"*.kdbx", "*.kdb", "*.keychain", "*.keychain-db", "*.agilekeychain", "*.opvault", "*.ppk", "*.pfx", "*.p12", "*.pem",
	}
	for _, private := range privateFolders() {
		if top, _, _ := strings.Cut(private, "/"); strings.HasPrefix(top, ".") {
			patterns = append(patterns, top)
		}
	}
	return patterns
}
