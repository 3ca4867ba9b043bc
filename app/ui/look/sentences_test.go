package look

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"hinny/assets"
)

// saying lists the packages whose sentences reach a person through the window,
// and of some the only files that have any.
func saying() []string {
	return []string{
		"app/node/*", "app/node/finished/*", "app/node/saved/*", "share/library/*", "share/link/*", "index/query/*", "network/limit/*",
		"share/part/errors", "share/part/rename", "share/part/write",
		"network/addrs", "network/dial", "network/look", "network/person", "network/rates", "network/host", "network/identity", "network/services",
		"network/transfer/amend", "network/transfer/disk", "network/transfer/orders", "network/transfer/places", "network/transfer/recheck",
		"app/ui/statistics/presenter", "app/ui/peers/contacts",
	}
}

// unsaid lists the formats in them that no person reads, or that only make a part
// of a sentence.
func unsaid() []string {
	return []string{
		"%q", "%s (%d)", "%s%s %s: %v", "%02d:%02d", "/%s/%s/tcp/%d", "/%s/%s/udp/%d/quic-v1", "status %d", "locked", "%s: %w", "%w: %w", "open %s: %w", // parts, and what is there for each of the things tried
		"follow the catalog: %w", "the manifest is not known yet", "chunks are missing", "the download is open already", // for engineers
		"read %s: %w", "share %s: %w", "share %s: %w: files of this kind never are", "share %s: %w: it has %d bytes instead of %d", "share the download: %w",
		"stop watching: %w", "write the argument of %s: %w", "the disk failed to keep what was written",
		"%q is no mark; there are %s and %s", "a mark needs the root of what is marked", // no window asks so
		"a page of %d files from %d on is none; the most is %d", "a search cannot take %v; at most %v",
		"there is no history of %q; ask for minutes, hours or days", "there is no such priority; there are low, normal, high and first",
		"there is no such place; there are up, down, top and bottom",
	}
}

// formats returns the formats of sentences in the sources, by where they stand.
func formats(t *testing.T) map[string]string {
	t.Helper()
	found := map[string]string{}
	for _, pattern := range saying() {
		files, err := filepath.Glob(filepath.Join("..", "..", "..", filepath.FromSlash(pattern)+".go"))
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %d files, %v", pattern, len(files), err)
		}
		for _, path := range files {
			if strings.HasSuffix(path, "_test.go") {
				continue
			}
			fset := token.NewFileSet()
			file, err := parser.ParseFile(fset, path, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(file, func(n ast.Node) bool {
				for _, e := range sentencesOf(n) {
					if text := joined(e); text != "" {
						found[text] = fset.Position(e.Pos()).String()
					}
				}
				return true
			})
		}
	}
	return found
}

// sentencesOf returns what a node of a source says.
func sentencesOf(n ast.Node) []ast.Expr {
	switch n := n.(type) {
	case *ast.KeyValueExpr:
		if key, ok := n.Key.(*ast.Ident); ok && key.Name == "Message" {
			return []ast.Expr{n.Value}
		}
	case *ast.CallExpr:
		name := ""
		if f, ok := n.Fun.(*ast.SelectorExpr); ok {
			name = f.Sel.Name
		}
		if len(n.Args) > 0 && slices.Contains([]string{"Errorf", "Sprintf", "New", "tell"}, name) {
			return n.Args[:1]
		}
	}
	return nil
}

// joined returns a text that is written as literals; what else is in it is a gap.
func joined(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.BasicLit:
		text, _ := strconv.Unquote(e.Value)
		return text
	case *ast.BinaryExpr:
		left, right := joined(e.X), joined(e.Y)
		if left == "" && right == "" {
			return ""
		}
		if left == "" {
			left = "%s"
		}
		if right == "" {
			right = "%s"
		}
		return left + right
	}
	return ""
}

func chinese(t *testing.T) map[string]string {
	t.Helper()
	text, err := assets.Sentences("zh_Hans")
	var known map[string]string
	if err == nil {
		err = json.Unmarshal(text, &known)
	}
	if err != nil {
		t.Fatal(err)
	}
	return known
}

func TestEverySentenceOfTheNodeIsKnownInChinese(t *testing.T) {
	known, all := chinese(t), formats(t)
	if len(all) < 100 {
		t.Fatalf("only %d sentences were found in the sources", len(all))
	}
	for format, where := range all {
		if known[format] == "" && !slices.Contains(unsaid(), format) {
			t.Errorf("%s: %q has no translation", where, format)
		}
	}
	for format, other := range known {
		gaps := len(verb.FindAllString(format, -1))
		for _, gap := range verb.FindAllString(other, -1) {
			n, err := strconv.Atoi(strings.Trim(gap, "%[]s"))
			if err != nil || n < 1 || n > gaps {
				t.Errorf("%q: the translation has the gap %s of %d", format, gap, gaps)
			}
		}
	}
}

func TestSentencesOfTheNodeAreSaidInChinese(t *testing.T) {
	all, err := readSpeech([]byte(text(t)))
	if err != nil {
		t.Fatal(err)
	}
	for english, want := range map[string]string{
		"/home is not shared: it holds far more than one person's files to share; choose a folder that holds only what you want to share": "/home 没有共享：它含有的远不止一个人要共享的文件；请选择只放要共享内容的文件夹",
		"make the folder for downloads: mkdir /mnt/a: permission denied; choose another":                                                  "无法创建下载文件夹：创建 /mnt/a：没有权限；请换一个",
		`"Anna" is already the name of 12D3KooW; choose another`:                                                                          "“Anna” 已是 12D3KooW 的名称，请换一个",
		"the disk is full; make room and resume the download: write /mnt/a.part: no space left on device":                                 "磁盘已满；请腾出空间并继续下载：写入 /mnt/a.part：磁盘已满",
		"the disk is read-only; make it writable and the download goes on: write /mnt/a: read-only file system":                           "磁盘是只读的；请使其可写，下载就会继续：写入 /mnt/a：文件系统是只读的",
		"3 of 9 chunks of /a are damaged; move the file away, cancel this download and order it again":                                    "/a 的 9 个块中有 3 个损坏；请移走文件，取消此下载并重新下载",
		"what nobody says": "what nobody says",
	} {
		if got := saidIn(all, english); got != want {
			t.Errorf("%q\nis said %q\nwant    %q", english, got, want)
		}
	}
	if got := saidIn(nil, "in English"); got != "in English" {
		t.Errorf("English becomes %q", got)
	}
}

func text(t *testing.T) string {
	t.Helper()
	all, err := assets.Sentences("zh_Hans")
	if err != nil {
		t.Fatal(err)
	}
	return string(all)
}

func FuzzSaid(f *testing.F) {
	data, err := assets.Sentences("zh_Hans")
	if err != nil {
		f.Fatal(err)
	}
	all, err := readSpeech(data)
	if err != nil {
		f.Fatal(err)
	}
	f.Add("open /a: read /b: permission denied")
	f.Add(`"%s" is nobody among the contacts`)
	f.Fuzz(func(t *testing.T, sentence string) {
		if got := saidIn(all, sentence); strings.Contains(got, "%!") && !strings.Contains(sentence, "%!") {
			t.Errorf("%q becomes %q", sentence, got)
		}
	})
}
