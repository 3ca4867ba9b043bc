package library

import (
	"path"
	"slices"
	"strings"

	"hinny/share"
)

// surprise returns why somebody may not have meant to share a file that is not
// excluded, in words that name a sort of files, or nothing. It goes by the path
// alone, and is a question for a person, never a rule: a book may be called
// "The Secret".
func surprise(rel string) string {
	lower := strings.ToLower(rel)
	name, ext := path.Base(lower), share.Extension(rel)
	is := func(extensions ...string) bool { return slices.Contains(extensions, ext) }
	has := func(parts ...string) bool {
		return slices.ContainsFunc(parts, func(part string) bool { return strings.Contains(name, part) })
	}
	switch {
	case is("asc", "der", "dat", "txt") && has("private key", "privkey", "secret key", "secring", "wallet"),
		is("key", "gpg", "pgp", "ovpn", "jks", "keystore", "1pif", "wallet"),
		!media(rel) && has("password", "passwort", "passwd", "credential", "recovery code", "recovery-code", "seed phrase", "mnemonic", "密码"):
		return "keys and passwords"
	case is("eml", "emlx", "msg", "mbox", "mbx", "pst", "ost", "dbx", "msf"), strings.Contains(lower, "maildir/"), ext == "" && (name == "inbox" || name == "sent"):
		return "mail"
	case slices.Contains(browserFiles(), name):
		return "the profile of a browser"
	case is("vcf", "ics", "bak", "sql", "sqlite", "sqlite3", "db", "mdb", "accdb", "qbw", "ab", "gnucash", "kmy"):
		return "contacts, calendars, databases and backups"
	case is("doc", "docx", "odt", "rtf", "xls", "xlsx", "ods", "csv", "ppt", "pptx", "odp", "pages", "numbers", "one"):
		return "letters, tables and other office documents"
	case share.KindOf(rel) == share.KindImage && (strings.Contains("/"+lower, "/dcim/") || snapshot(name)):
		return "pictures from a camera or a phone"
	}
	return ""
}

// media reports whether a file is one to hear, to watch or to look at.
func media(rel string) bool {
	kind := share.KindOf(rel)
	return kind == share.KindAudio || kind == share.KindVideo || kind == share.KindImage
}

// browserFiles are names, in lower case, that browsers give their own files.
func browserFiles() []string {
	return []string{
		"places.sqlite", "cookies", "history", "web data", "bookmarks", "prefs.js", "favicons.sqlite", "formhistory.sqlite",
		"local state", "sessionstore.jsonlz4", "webappsstore.sqlite", "visited links",
	}
}

// snapshot reports whether a name, in lower case, is one that cameras and phones
// give: some letters and at least four digits.
func snapshot(name string) bool {
	for _, prefix := range []string{"img_", "img-", "dsc", "dscn", "dscf", "pxl_", "p10", "mvimg_", "image0"} {
		if rest, ok := strings.CutPrefix(name, prefix); ok && digits(rest) >= 4 {
			return true
		}
	}
	return false
}

// digits counts the digits that a text begins with, after underscores.
func digits(text string) (n int) {
	text = strings.TrimLeft(text, "_")
	for n < len(text) && text[n] >= '0' && text[n] <= '9' {
		n++
	}
	return n
}
