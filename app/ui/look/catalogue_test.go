package look

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"hinny/assets"
)

// catalogue is what one language file says: a text, or one for each number.
type catalogue map[string]map[string]string

func readCatalogue(t *testing.T, name string) catalogue {
	t.Helper()
	text, err := assets.Translations().ReadFile(assets.TranslationsDir + "/" + name)
	if err != nil {
		t.Fatal(err)
	}
	var raw map[string]any
	if err := json.Unmarshal(text, &raw); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	c := catalogue{}
	for key, value := range raw {
		c[key] = map[string]string{}
		switch value := value.(type) {
		case string:
			c[key]["other"] = value
		case map[string]any:
			for form, text := range value {
				c[key][form] = text.(string)
			}
		}
	}
	return c
}

// said returns the keys that the window's sources ask the catalogue for, and
// whether each is asked for with a number.
func said(t *testing.T) map[string]bool {
	t.Helper()
	keys := map[string]bool{}
	visit(t, func(fset *token.FileSet, call *ast.CallExpr, name string) {
		if name != "lang.L" && name != "lang.N" && name != "lang.X" {
			return
		}
		literal, ok := call.Args[0].(*ast.BasicLit)
		if !ok {
			t.Errorf("%s: %s of what is no plain text cannot be checked", fset.Position(call.Pos()), name)
			return
		}
		key, err := strconv.Unquote(literal.Value)
		if err != nil {
			t.Fatal(err)
		}
		keys[key] = name == "lang.N"
	})
	return keys
}

// visit walks over the calls in the window's sources.
func visit(t *testing.T, see func(fset *token.FileSet, call *ast.CallExpr, name string)) {
	t.Helper()
	err := filepath.WalkDir("..", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok && len(call.Args) > 0 {
				if selector, ok := call.Fun.(*ast.SelectorExpr); ok {
					if in, ok := selector.X.(*ast.Ident); ok {
						see(fset, call, in.Name+"."+selector.Sel.Name)
					}
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

var gap = regexp.MustCompile(`{{\.\w+}}`)

// gaps returns the gaps of a text in the order of their names.
func gaps(text string) []string {
	found := gap.FindAllString(text, -1)
	slices.Sort(found)
	return slices.Compact(found)
}

func TestEveryTextIsInEveryLanguage(t *testing.T) {
	keys := said(t)
	if len(keys) < 100 {
		t.Fatalf("only %d texts were found in the sources", len(keys))
	}
	english := readCatalogue(t, "en.json")
	for name, forms := range map[string][]string{"en.json": {"one", "other"}, "zh_Hans.json": {"other"}} {
		c := readCatalogue(t, name)
		for key, counted := range keys {
			for _, form := range forms {
				if !counted && form != "other" {
					continue
				}
				if c[key][form] == "" {
					t.Errorf("%s misses %q (%s)", name, key, form)
				}
			}
			if want, got := gaps(english[key]["other"]), gaps(c[key]["other"]); !slices.Equal(want, got) {
				t.Errorf("%s: %q has the gaps %v, not %v", name, key, got, want)
			}
		}
		for key := range c {
			if _, ok := keys[key]; !ok {
				t.Errorf("%s has %q, which nobody says", name, key)
			}
		}
	}
}

// TestNoTextAvoidsTheCatalogue looks for texts that are given to a widget
// directly.
func TestNoTextAvoidsTheCatalogue(t *testing.T) {
	widgets := []string{
		"widget.NewLabel", "widget.NewButton", "widget.NewButtonWithIcon", "widget.NewCheck", "widget.NewRadioGroup", "widget.NewFormItem",
		"container.NewTabItem", "container.NewTabItemWithIcon", "fyne.NewMenu", "fyne.NewMenuItem", "dialog.ShowCustom", "dialog.ShowInformation",
	}
	visit(t, func(fset *token.FileSet, call *ast.CallExpr, name string) {
		if !slices.Contains(widgets, name) {
			return
		}
		if literal, ok := call.Args[0].(*ast.BasicLit); ok && len(literal.Value) > len(`""`) {
			t.Errorf("%s: %s is not in the catalogue", fset.Position(call.Pos()), literal.Value)
		}
	})
}

// speak has the rest of a test speak a language.
func speak(t *testing.T, language string) {
	t.Helper()
	t.Setenv("LANGUAGE", "") // so that it is put back
	t.Setenv("LC_MESSAGES", "")
	t.Setenv("LC_ALL", "C.UTF-8")
	if err := UseLanguage(language); err != nil {
		t.Fatal(err)
	}
}

func TestTheChosenLanguageIsSpoken(t *testing.T) {
	for language, want := range map[string][2]string{
		English: {"Hashing 1 file, 5 B left", "Hashing 2,000 files, 5 B left"},
		Chinese: {"正在计算 1 个文件的校验值，还剩 5 B", "正在计算 2,000 个文件的校验值，还剩 5 B"},
	} {
		t.Run(language, func(t *testing.T) {
			speak(t, language)
			if one, many := Hashing(1, 5, 0, 0), Hashing(2000, 5, 0, 0); one != want[0] || many != want[1] {
				t.Errorf("says %q and %q", one, many)
			}
		})
	}
	speak(t, English)
}
