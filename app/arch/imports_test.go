package arch

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// pkg is what "go list -json" says of one package, as far as it matters here.
type pkg struct {
	ImportPath string
	Dir        string
	GoFiles    []string
	Imports    []string
	Deps       []string
}

const tags = "ci,migrated_fynedo" // ci: Fyne without OpenGL, so that no C library is needed to look

// list returns the packages that match the patterns, without test files.
func list(t *testing.T, patterns ...string) []pkg {
	t.Helper()
	args := append([]string{"list", "-tags", tags, "-json=ImportPath,Dir,GoFiles,Imports,Deps"}, patterns...)
	out := run(t, nil, args...)
	var packages []pkg
	for d := json.NewDecoder(strings.NewReader(out)); ; {
		var p pkg
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return packages
		} else if err != nil {
			t.Fatalf("read go list: %v", err)
		}
		packages = append(packages, p)
	}
}

// run calls the go tool in the root of the module.
func run(t *testing.T, env []string, args ...string) string {
	t.Helper()
	cmd := exec.Command("go", args...)
	cmd.Dir = filepath.Join("..", "..")
	cmd.Env = append(cmd.Environ(), "CGO_ENABLED=0")
	cmd.Env = append(cmd.Env, env...)
	out, err := cmd.Output()
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, exit.Stderr)
	} else if err != nil {
		t.Fatalf("go %s: %v", strings.Join(args, " "), err)
	}
	return string(out)
}

// under reports whether path is prefix or lies below it.
func under(path string, prefixes ...string) bool {
	return slices.ContainsFunc(prefixes, func(prefix string) bool {
		return path == prefix || strings.HasPrefix(path, prefix+"/")
	})
}

// rule forbids imports to the packages it applies to.
type rule struct {
	name      string
	applies   func(path string) bool
	forbidden func(imported string) bool
	why       string
}

func in(prefixes ...string) func(string) bool {
	return func(path string) bool { return under(path, prefixes...) }
}

func outside(prefixes ...string) func(string) bool {
	return func(path string) bool { return !under(path, prefixes...) }
}

func only(path string) func(string) bool {
	return func(other string) bool { return other != path }
}

var rules = []rule{
	{"share is the bottom", in("hinny/share"), in("hinny/index", "hinny/network", "hinny/app"), "imports go down the ladder"},
	{"index knows share only", in("hinny/index"), in("hinny/network", "hinny/app"), "imports go down the ladder"},
	{"network knows no program", in("hinny/network"), in("hinny/app"), "imports go down the ladder"},
	{"network knows no index engine", in("hinny/network"), func(p string) bool { return p == "hinny/index" }, "it declares the search it needs; app/node plugs the engine in"},
	{"bleve only in index", only("hinny/index"), in("github.com/blevesearch"), "one package may know the engine"},
	{"libp2p only under network", outside("hinny/network"), in("github.com/libp2p", "github.com/multiformats", "github.com/ipfs"), "network is the only door to libp2p"},
	{"Fyne only in the window", outside("hinny/app/ui", "hinny/app"), in("fyne.io"), "only the window draws"},
	{"Fyne only in the window, under app", func(p string) bool { return under(p, "hinny/app") && p != "hinny/app" && !under(p, "hinny/app/ui") }, in("fyne.io"), "only the window draws"},
	{"the driver only in main", only("hinny/app"), func(p string) bool { return p == "fyne.io/fyne/v2/app" }, "it alone pulls in OpenGL and X11"},
	{"the window knows no network", in("hinny/app/ui"), in("hinny/network", "hinny/app/node"), "screens see app/api"},
	{"assets hold nothing but bytes", in("hinny/assets"), func(p string) bool { return p != "embed" }, "assets import only embed"},
}

func TestImportsGoDownTheLadder(t *testing.T) {
	packages := list(t, "./...")
	if len(packages) < 10 {
		t.Fatalf("go list sees %d packages: looking in the wrong place", len(packages))
	}
	for _, p := range packages {
		for _, r := range rules {
			if !r.applies(p.ImportPath) {
				continue
			}
			for _, imported := range p.Imports {
				if r.forbidden(imported) {
					t.Errorf("%s imports %s: %s (%s)", p.ImportPath, imported, r.name, r.why)
				}
			}
		}
	}
}

func TestHeadlessProgramLinksNoWindow(t *testing.T) {
	for _, p := range list(t, "./app/headless") {
		for _, dep := range p.Deps {
			if under(dep, "fyne.io", "github.com/go-gl", "github.com/fyne-io", "github.com/jezek/xgb") {
				t.Errorf("hinnyd links %s", dep)
			}
		}
	}
}

func TestHeadlessProgramBuildsWithoutCOnEverySystem(t *testing.T) {
	for _, system := range []string{"linux", "windows", "darwin"} {
		t.Run(system, func(t *testing.T) {
			env := []string{"GOOS=" + system, "GOARCH=amd64"}
			run(t, env, "build", "-o", filepath.Join(t.TempDir(), "hinnyd"), "./app/headless")
			run(t, env, "vet", "./app/headless", "./app/node/...", "./app/api/...", "./share/...", "./index/...", "./network/...")
		})
	}
}
