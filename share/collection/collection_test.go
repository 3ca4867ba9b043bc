package collection

import (
	"bytes"
	"errors"
	"path"
	"slices"
	"strings"
	"testing"

	"hinny/share"
	"hinny/share/safename"
)

func file(path string, size int64) File {
	root := share.RootHash{1}
	copy(root[1:], path)
	return File{Path: path, Size: size, Root: root}
}

func mustNew(t *testing.T, name string, files ...File) Collection {
	t.Helper()
	c, err := New(name, files)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestListComesBackAsItWas(t *testing.T) {
	c := mustNew(t, "假期 & <2025>", file("b/c.txt", 0), file("a 🐴.jpg", 1<<40), file("b/a\u2028.txt", 7))
	data, err := c.Encode()
	if err != nil {
		t.Fatal(err)
	}
	back, err := Decode(bytes.NewReader(data))
	if err != nil || back.Name != c.Name || !slices.Equal(back.Files, c.Files) || back.Bytes() != 1<<40+7 {
		t.Errorf("%v: %+v comes back as %+v", err, c, back)
	}
	other := mustNew(t, c.Name, c.Files[2], c.Files[0], c.Files[1])
	if again, err := other.Encode(); err != nil || !bytes.Equal(again, data) {
		t.Error("the same files in another order have another list")
	}
	if !strings.HasPrefix(string(data), `{"hinny_collection":1,"name":"假期 & <2025>","files":3}`+"\n"+`{"path":"a 🐴.jpg"`) {
		t.Errorf("a person cannot read it: %s", data)
	}
}

func TestBadListsAreRefused(t *testing.T) {
	root := strings.Repeat("ab", 32)
	head := `{"hinny_collection":1,"name":"n","files":1}` + "\n"
	one := func(path string) string {
		return head + `{"path":"` + path + `","size":1,"root":"` + root + `"}` + "\n"
	}
	for _, bad := range []string{
		"", "\n", "{}", head, "not json\n",
		`{"hinny_collection":2,"name":"n","files":1}` + "\n",
		`{"hinny_collection":1,"name":"","files":1}` + "\n" + strings.TrimPrefix(one("a"), head),
		`{"hinny_collection":1,"name":"n","files":100001}` + "\n",
		`{"hinny_collection":1,"name":"n","files":2}` + "\n" + strings.Repeat(strings.TrimPrefix(one("a"), head), 2),
		one(""), one("/etc/passwd"), one("../up"), one("a/../../up"), one("a//b"), one("."), one("a/"), one(`a\u0000b`),
		one(strings.Repeat("d/", MaxDepth) + "f"), one(strings.Repeat("x", MaxPath+1)), one(strings.Repeat("x", maxLine)),
		one("a") + "more\n",
		strings.Replace(one("a"), `"size":1`, `"size":-1`, 1),
		strings.Replace(one("a"), `"size":1`, `"size":9223372036854775807`, 1),
		strings.Replace(one("a"), `"size":1`, `"size":9223372036854775808`, 1),
		strings.Replace(one("a"), root, strings.Repeat("00", 32), 1),
		strings.Replace(one("a"), root, "ab", 1),
	} {
		if c, err := Decode(strings.NewReader(bad)); !errors.Is(err, ErrBad) {
			t.Errorf("%.80q is read as %+v, %v", bad, c, err)
		}
	}
	if _, err := Decode(strings.NewReader(one(`deep/down/ok.txt`))); err != nil {
		t.Errorf("a good list is refused: %v", err)
	}
	if _, err := New("empty", nil); !errors.Is(err, ErrBad) {
		t.Errorf("an empty collection is made: %v", err)
	}
}

func TestEveryFileHasAPlaceOfItsOwn(t *testing.T) {
	c := mustNew(t, "CON", file("A.txt", 1), file("a.txt", 1), file("a:txt", 1), file("a*txt", 1), file("x", 1), file("x/y", 1),
		file("X/y", 1), file(`c\d`, 1), file("nul/lpt1.txt", 1), file("d ./e", 1))
	got := c.Targets()
	want := map[string]string{
		"A.txt": "A.txt", "a.txt": "a (2).txt", "a*txt": "a_txt", "a:txt": "a_txt (2)", "x": "x (2)", "x/y": "x/y (2)",
		"X/y": "X/y", `c\d`: "c_d", "nul/lpt1.txt": "_nul/_lpt1.txt", "d ./e": "d/e",
	}
	for i, f := range c.Files {
		if got[i] != want[f.Path] {
			t.Errorf("%q goes to %q, want %q", f.Path, got[i], want[f.Path])
		}
	}
	if c.Folder() != "_CON" {
		t.Errorf("the folder is called %q", c.Folder())
	}
}

func TestChoiceNamesFilesFoldersAndPatterns(t *testing.T) {
	for _, c := range []struct {
		choice string
		want   bool
	}{
		{"Season 1/02.mkv", true},
		{"Season 1", true},
		{"Season 1/", true},
		{"Season*", true},
		{"Season 1/*.mkv", true},
		{"Season 2", false},
		{"*.mkv", false},
		{"[", false},
	} {
		if got := Wanted("Season 1/02.mkv", []string{c.choice}); got != c.want {
			t.Errorf("chosen by %q: %v, want %v", c.choice, got, c.want)
		}
	}
	if !Wanted("anything", nil) {
		t.Error("no choice does not mean all")
	}
}

// FuzzDecode reads foreign lists: what is taken keeps the limits, has safe and
// different targets, and can be written and read again.
func FuzzDecode(f *testing.F) {
	for _, seed := range [][]File{{file("a", 1)}, {file("a/b", 0), file("a/B", 5), file("c:", 7)}} {
		c, err := New("seed", seed)
		if err != nil {
			f.Fatal(err)
		}
		data, err := c.Encode()
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := Decode(bytes.NewReader(data))
		if err != nil {
			if !errors.Is(err, ErrBad) {
				t.Fatalf("an error of another kind: %v", err)
			}
			return
		}
		seen := map[string]bool{}
		for _, target := range c.Targets() {
			if path.IsAbs(target) || path.Clean(target) != target || seen[fold(target)] {
				t.Fatalf("the target %q is unsafe or there twice", target)
			}
			seen[fold(target)] = true
			for _, element := range strings.Split(target, "/") {
				if safename.Clean(element) != element {
					t.Fatalf("the target %q is not clean", target)
				}
			}
		}
		again, err := c.Encode()
		if err != nil {
			t.Fatal(err)
		}
		if back, err := Decode(bytes.NewReader(again)); err != nil || !slices.Equal(back.Files, c.Files) {
			t.Fatalf("it does not come back: %v", err)
		}
	})
}
