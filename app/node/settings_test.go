package node

import (
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/BurntSushi/toml"
)

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestFirstStartWritesSettingsThatChangeNothing(t *testing.T) {
	home := t.TempDir()
	first, _, err := readSettings(home)
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(home, settingsName))
	if err != nil || string(text) != template {
		t.Fatalf("written: %q, %v", text, err)
	}
	second, unknown, err := readSettings(home)
	if err != nil || len(unknown) > 0 || !second.MDNS || second.Quiet != first.Quiet || second.Downloads != "" || second.Listen != nil {
		t.Errorf("%+v, %v, %v", second, unknown, err)
	}
}

func TestTemplateExplainsEveryKey(t *testing.T) {
	var lines []string
	for line := range strings.Lines(template) {
		if strings.HasPrefix(line, "#") && !strings.HasPrefix(line, "# ") {
			lines = append(lines, line[1:])
		}
	}
	var s settings
	known, err := toml.Decode(strings.Join(lines, ""), &s)
	if err != nil || len(known.Undecoded()) > 0 {
		t.Fatalf("%v, unknown %v", err, known.Undecoded())
	}
	if len(known.Keys()) != 7 || time.Duration(s.Quiet) != 2*time.Second || time.Duration(s.Rescan) != time.Hour || !s.MDNS {
		t.Errorf("%d keys give %+v", len(known.Keys()), s)
	}
}

func TestSettingsOfAPerson(t *testing.T) {
	home := t.TempDir()
	write(t, filepath.Join(home, settingsName), "downloads = '/d'\nlisten = ['/ip4/1.2.3.4/tcp/1']\npeers = ['p']\nmdns = false\nquiet = '0s'\ncolour = 'grey'\n")
	s, unknown, err := readSettings(home)
	if err != nil || !slices.Equal(unknown, []string{"colour"}) || !s.quietSaid {
		t.Fatalf("%+v, %v, %v", s, unknown, err)
	}
	c, err := Config{Peers: []string{"q"}}.complete(s)
	if err != nil || c.Downloads != "/d" || !c.NoMDNS || !slices.Equal(c.Listen, []string{"/ip4/1.2.3.4/tcp/1"}) || !slices.Equal(c.Peers, []string{"q", "p"}) {
		t.Errorf("%+v, %v", c, err)
	}
	c, err = Config{Downloads: "/other", Listen: []string{"x"}}.complete(s)
	if err != nil || c.Downloads != "/other" || !slices.Equal(c.Listen, []string{"x"}) {
		t.Errorf("the program's words do not come first: %+v, %v", c, err)
	}
	if _, err := (Config{Downloads: "relative"}).complete(s); err == nil {
		t.Error("a relative downloads folder is taken")
	}
}

func TestDamagedSettingsAreNamedAndLeftAlone(t *testing.T) {
	for text, want := range map[string]string{
		"mdns = true\nquiet = \"2 fortnights\"\n": "line 2",
		"mdns = true\n\n[[[\n":                    "line 3",
		"mdns = 5\n":                              "mdns",
		"quiet = \"-2s\"\n":                       "less than nothing",
		"hash_workers = 1000\n":                   "not between 0 and 64",
		strings.Repeat("#", 2<<20):                "larger than it should be",
	} {
		home := t.TempDir()
		path := filepath.Join(home, settingsName)
		write(t, path, text)
		_, _, err := readSettings(home)
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), path) {
			t.Errorf("%.30q: %v, want %q", text, err, want)
		}
		if left, readErr := os.ReadFile(path); readErr != nil || string(left) != text {
			t.Errorf("%.30q was overwritten", text)
		}
	}
}

func TestDefaultHome(t *testing.T) {
	t.Setenv(HomeVariable, "")
	t.Setenv("XDG_CONFIG_HOME", "/config")
	t.Setenv("HOME", "/me")
	if home, err := DefaultHome(); err != nil || !strings.HasSuffix(filepath.ToSlash(home), "/hinny") {
		t.Errorf("%q, %v", home, err)
	}
	t.Setenv(HomeVariable, "/elsewhere")
	if home, err := DefaultHome(); err != nil || home != "/elsewhere" {
		t.Errorf("%q, %v", home, err)
	}
}

func TestTickedFoldersAreRemembered(t *testing.T) {
	home := t.TempDir()
	if folders, err := readFolders(home); err != nil || folders.Folders != nil {
		t.Errorf("%v, %v", folders, err)
	}
	want := folderList{Folders: []string{"/a", "/b \"quoted\"", "/音楽"}, Names: map[string]string{"/a": "Music", "/音楽": "音楽"}}
	if err := writeFolders(home, want); err != nil {
		t.Fatal(err)
	}
	if got, err := readFolders(home); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%v, %v", got, err)
	}
	write(t, filepath.Join(home, foldersName), "{")
	if _, err := readFolders(home); err == nil {
		t.Error("a damaged list is taken for none")
	}
}

func TestOneNodeAHome(t *testing.T) {
	home := t.TempDir()
	first, err := takeLock(home)
	if err != nil {
		t.Fatal(err)
	}
	_, err = takeLock(home)
	if err == nil || !strings.HasPrefix(err.Error(), "another Hinny is running in this home (pid ") || strings.Contains(err.Error(), "unknown") {
		t.Errorf("%v", err)
	}
	first.Close()
	again, err := takeLock(home)
	if err != nil {
		t.Fatal(err)
	}
	again.Close()
}

func FuzzSettings(f *testing.F) {
	f.Add(template)
	f.Add("quiet = \"1h\"\nlisten = [1]\n")
	f.Fuzz(func(t *testing.T, text string) {
		home := t.TempDir()
		write(t, filepath.Join(home, settingsName), text)
		if s, _, err := readSettings(home); err == nil && (s.Quiet < 0 || s.Rescan < 0 || s.Workers < 0) {
			t.Errorf("%q gives %+v", text, s)
		}
	})
}
