package library

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Refusal returns why a folder cannot be ticked, in words for a person, or nil
// if it can: it refuses what people share by mistake and regret, which is
// whole drives, the system, their home as a whole, keys, password stores,
// wallets and the data of browsers and mail programs. The path is absolute
// with links resolved; own is Hinny's own folder, or empty. It looks at no
// file inside.
func Refusal(path, own string) error {
	if resolved, err := filepath.EvalSymlinks(own); err == nil && own != "" {
		own = resolved
	}
	home, err := os.UserHomeDir()
	if err != nil {
		home = ""
	} else if resolved, err := filepath.EvalSymlinks(home); err == nil {
		home = resolved
	}
	if why := refusal(path, own, home); why != "" {
		return fmt.Errorf("%s is not shared: %s; choose a folder that holds only what you want to share", path, why)
	}
	return nil
}

// refusal is Refusal for a known home folder, which may be empty.
func refusal(path, own, home string) string {
	switch {
	case own != "" && path == own:
		return "it is Hinny's own folder and holds your key"
	case path == filepath.VolumeName(path)+string(filepath.Separator):
		return "it is a whole drive"
	case home != "" && path == home:
		return "it is your whole home folder"
	case home != "" && strings.HasPrefix(home, inside(path)):
		return "your home folder lies in it"
	}
	slashed := strings.ToLower(filepath.ToSlash(path))
	for _, system := range systemFolders() {
		if slashed == system || strings.HasPrefix(slashed, system+"/") {
			return "it belongs to the system"
		}
	}
	for _, top := range []string{"/home", "/root", "/users", "/usr", "/var", "/mnt", "/media", "/opt", "/srv", "/tmp", "/volumes"} {
		if slashed == top {
			return "it holds far more than one person's files to share"
		}
	}
	slashedHome := strings.ToLower(filepath.ToSlash(home))
	for _, private := range privateFolders() {
		if strings.Contains(slashed+"/", "/"+private+"/") {
			return "it holds keys, passwords or private data (" + private + ")"
		}
		if home != "" && strings.HasPrefix(slashedHome+"/"+private, slashed+"/") {
			return "programs keep keys, passwords or private data in it (" + private + ")"
		}
	}
	return ""
}

// systemFolders are shared neither whole nor in part.
func systemFolders() []string {
	return []string{
		"/bin", "/boot", "/dev", "/etc", "/lib", "/lib64", "/proc", "/run/secrets", "/sbin", "/sys", "/usr/bin", "/usr/lib", "/usr/sbin",
		"/var/lib", "/var/log", "/var/run", "/private/etc", "/private/var/db", "/library", "/system",
		"c:/windows", "c:/program files", "c:/program files (x86)", "c:/programdata",
	}
}

// privateFolders are the names, in lower case, of folders with secrets in
// them, wherever they lie.
func privateFolders() []string {
	return []string{
		// Keys and password stores.
		".ssh", ".gnupg", ".gpg", ".pki", ".aws", ".azure", ".kube", ".docker", ".password-store", ".netrc", ".config/gcloud",
		".config/keepassxc", ".config/bitwarden", ".config/1password", ".local/share/keyrings", ".local/share/kwalletd",
		"library/keychains", ".config/hinny",
		// Browsers and mail.
		".mozilla", ".thunderbird", ".config/google-chrome", ".config/chromium", ".config/microsoft-edge", ".config/bravesoftware",
		".config/vivaldi", ".config/opera", ".librewolf", ".waterfox", ".tor-browser", ".local/share/evolution", ".claws-mail",
		"library/safari", "library/mail", "library/messages", "library/cookies", "library/application support",
		"appdata/roaming", "appdata/local", "appdata/locallow", "snap/firefox", "snap/chromium", "snap/thunderbird", ".var/app",
		// Wallets.
		".bitcoin", ".electrum", ".ethereum", ".monero", ".bitmonero", ".litecoin", ".dogecoin", ".dash", ".dashcore", ".zcash",
		".config/exodus", ".config/solana", ".cardano", "monero/wallets",
	}
}
