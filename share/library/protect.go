package library

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// forbidden refuses folders that people share by mistake and regret: whole
// drives, the system, their home as a whole, keys, and the data of browsers,
// mail programs and wallets. path is absolute with links resolved.
func forbidden(path, own string) error {
	refuse := func(why string) error {
		return fmt.Errorf("%s is not shared: %s; choose a folder that holds only what you want to share", path, why)
	}
	if own, err := filepath.EvalSymlinks(own); err == nil && own != "" && path == own {
		return refuse("it is Hinny's own folder and holds your key")
	}
	if path == filepath.VolumeName(path)+string(filepath.Separator) {
		return refuse("it is a whole drive")
	}
	if home, err := os.UserHomeDir(); err == nil {
		if resolved, err := filepath.EvalSymlinks(home); err == nil {
			home = resolved
		}
		if path == home {
			return refuse("it is your whole home folder")
		}
		if strings.HasPrefix(home, inside(path)) {
			return refuse("your home folder lies in it")
		}
	}
	slashed := strings.ToLower(filepath.ToSlash(path))
	for _, system := range systemFolders() {
		if slashed == system || strings.HasPrefix(slashed, system+"/") {
			return refuse("it belongs to the system")
		}
	}
	for _, top := range []string{"/home", "/root", "/users", "/var", "/mnt", "/media", "/opt", "/srv", "/tmp", "/volumes"} {
		if slashed == top {
			return refuse("it holds far more than one person's files to share")
		}
	}
	for _, private := range privateFolders() {
		if strings.Contains(slashed+"/", "/"+private+"/") {
			return refuse("it holds keys, passwords or private data (" + private + ")")
		}
	}
	return nil
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
		".ssh", ".gnupg", ".gpg", ".pki", ".aws", ".azure", ".kube", ".docker", ".password-store", ".netrc",
		".mozilla", ".thunderbird", ".config/google-chrome", ".config/chromium", ".config/microsoft-edge",
		".config/bravesoftware", ".config/vivaldi", ".config/opera", ".config/hinny", ".local/share/keyrings",
		"appdata/roaming", "appdata/local", "library/application support", "library/keychains", "library/mail",
		"library/safari", "snap/firefox", ".var/app", ".bitcoin", ".electrum", ".ethereum", ".monero", ".litecoin",
	}
}
