package arch

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const (
	maxFileLines     = 300 // CONTRIBUTING.md rule 10
	maxFunctionLines = 50
)

// pure lists the packages that decide and do nothing else.
var pure = []string{
	"hinny/share", "hinny/share/link", "hinny/share/safename", "hinny/share/meter",
	"hinny/index/query", "hinny/index/rank",
	"hinny/network/flood", "hinny/network/overlay", "hinny/network/picker", "hinny/network/queue",
}

// impureImports are the doors to the outside that a pure package may not have.
var impureImports = []string{"context", "net", "os", "os/exec", "sync", "sync/atomic", "log", "log/slog", "syscall"}

// clocks are the functions of package time that look at the real one.
var clocks = []string{"Now", "Since", "Until", "Sleep", "After", "AfterFunc", "Tick", "NewTimer", "NewTicker"}

// sources yields each parsed non-test, non-generated file of each package.
func sources(t *testing.T, visit func(p pkg, name string, file *ast.File, fset *token.FileSet)) {
	t.Helper()
	for _, p := range list(t, "./...") {
		for _, name := range p.GoFiles {
			if strings.HasSuffix(name, ".pb.go") {
				continue
			}
			fset := token.NewFileSet()
			file, err := parser.ParseFile(fset, filepath.Join(p.Dir, name), nil, parser.ParseComments)
			if err != nil {
				t.Fatal(err)
			}
			visit(p, name, file, fset)
		}
	}
}

func TestPurePackagesHaveNoDoorsToTheOutside(t *testing.T) {
	sources(t, func(p pkg, name string, file *ast.File, fset *token.FileSet) {
		if !slices.Contains(pure, p.ImportPath) {
			return
		}
		for _, spec := range file.Imports {
			if path := strings.Trim(spec.Path.Value, `"`); slices.Contains(impureImports, path) {
				t.Errorf("%s/%s imports %s: %s is pure", p.ImportPath, name, path, p.ImportPath)
			}
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if _, ok := n.(*ast.GoStmt); ok {
				t.Errorf("%s: a pure package starts a goroutine", fset.Position(n.Pos()))
			}
			selector, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if x, ok := selector.X.(*ast.Ident); ok && x.Name == "time" && slices.Contains(clocks, selector.Sel.Name) {
				t.Errorf("%s: a pure package looks at the clock", fset.Position(n.Pos()))
			}
			return true
		})
	})
}

func TestEveryPackageSaysWhatItIs(t *testing.T) {
	said := map[string]bool{}
	sources(t, func(p pkg, name string, file *ast.File, _ *token.FileSet) {
		said[p.ImportPath] = said[p.ImportPath] || (name == "doc.go" && file.Doc != nil)
	})
	for path, ok := range said {
		if !ok {
			t.Errorf("%s has no doc.go with a package comment", path)
		}
	}
}

func TestFilesAndFunctionsStayReadable(t *testing.T) {
	sources(t, func(p pkg, name string, file *ast.File, fset *token.FileSet) {
		if lines := fset.Position(file.FileEnd).Line; lines > maxFileLines {
			t.Errorf("%s/%s has %d lines, at most %d", p.ImportPath, name, lines, maxFileLines)
		}
		for _, declaration := range file.Decls {
			function, ok := declaration.(*ast.FuncDecl)
			if !ok || function.Body == nil {
				continue
			}
			if lines := fset.Position(function.End()).Line - fset.Position(function.Pos()).Line + 1; lines > maxFunctionLines {
				t.Errorf("%s: %s has %d lines, at most %d", fset.Position(function.Pos()), function.Name.Name, lines, maxFunctionLines)
			}
		}
	})
}
