package library

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestSecretsAreNotTickedByMistake(t *testing.T) {
	const home = "/people/ann"
	for path, why := range map[string]string{
		"/": "whole drive", "/etc": "system", "/etc/ssl": "system", "/usr/lib/x": "system", "/usr": "far more",
		"/people": "your home folder lies in it", home: "your whole home", home + "/own": "Hinny's own",
		home + "/.ssh": ".ssh", home + "/.gnupg/x": ".gnupg", home + "/.password-store": ".password-store",
		home + "/.mozilla/firefox": ".mozilla", home + "/.config/google-chrome/Default": "google-chrome",
		home + "/.config": "in it (.config", home + "/.local/share": "in it (.local", home + "/snap": "in it (snap",
		home + "/Library": "in it (library", home + "/AppData": "in it (appdata", home + "/AppData/Roaming/x": "(appdata/roaming)",
		home + "/.bitcoin": "(.bitcoin)", home + "/.config/Exodus": "(.config/exodus)", "/disk/old/.ssh": "(.ssh)",
		"/media": "far more", "/tmp": "far more",
		"/media/usb": "", home + "/Music": "", home + "/Documents/ssh": "", home + "/Musik/.konzerte": "", "/disk": "",
	} {
		got := refusal(filepath.FromSlash(path), filepath.FromSlash(home+"/own"), filepath.FromSlash(home))
		if (why == "") != (got == "") || !strings.Contains(got, why) {
			t.Errorf("%s: refused because %q, want %q", path, got, why)
		}
	}
}

func TestARefusedFolderIsNotTicked(t *testing.T) {
	home := realTempDir(t)
	t.Setenv("HOME", home)
	t.Setenv("USERPROFILE", home)
	secret := filepath.Join(home, ".ssh")
	if err := os.Mkdir(secret, 0o700); err != nil {
		t.Fatal(err)
	}
	w := begin(t, Options{})
	for _, path := range []string{home, secret} {
		_, err := w.AddFolder(path)
		if err == nil || !strings.HasPrefix(err.Error(), path+" is not shared: ") {
			t.Errorf("%s: %v", path, err)
		}
	}
	if len(w.Folders()) != 1 {
		t.Errorf("ticked: %+v", w.Folders())
	}
}

func TestWhatIsNeverShared(t *testing.T) {
	for name, why := range map[string]string{
		".hidden": "hidden", ".DS_Store": "hidden", "~$letter.docx": "document is open", "notes.txt~": "document is open", "#draft#": "document is open",
		"Thumbs.db": "the system", "DESKTOP.INI": "the system", "lost+found": "the system", "node_modules": "from other files",
		"film.mkv.part": "not finished", "Film.CRDOWNLOAD": "not finished", "001.part.met": "not finished", "x.!qB": "not finished",
		"x.tmp": "for a while", "id_ed25519": "a key", "Passwords.kdbx": "a key", "wallet.dat": "a key",
		"film.mkv": "", "part": "", "Thumbs.dbx": "", "id_rsa.pub": "", "C#": "", "#": "", "keys.txt": "", "~": "document is open", "Keynote.key": "",
	} {
		c, excluded := byDefault(t).match(name)
		if excluded != (why != "") || !strings.Contains(c.why, why) {
			t.Errorf("%s: %q, want %q", name, c.why, why)
		}
	}
}

func BenchmarkExcluded(b *testing.B) {
	e := byDefault(b)
	b.ReportAllocs()
	for b.Loop() {
		e.match("Some Artist - Some Song.flac")
	}
}
