package node

import (
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"hinny/app/api"
)

func categorized(t *testing.T, home string) *Node {
	t.Helper()
	n := &Node{config: Config{Home: home}, log: slog.New(slog.DiscardHandler)}
	if err := n.loadCategories(); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestCategoriesAreThereAtTheNextStart(t *testing.T) {
	home := t.TempDir()
	n := categorized(t, home)
	for _, c := range []api.Category{{Name: " music "}, {Name: "Films", Folder: "/films/", Color: "blue"}, {Name: "films", Folder: "/new/../films"}} {
		if err := n.SetCategory(t.Context(), c); err != nil {
			t.Fatal(err)
		}
	}
	list, _ := categorized(t, home).Categories(t.Context())
	if len(list) != 2 || list[0] != (api.Category{Name: "films", Folder: "/films"}) || list[1].Name != "music" {
		t.Errorf("categories: %+v", list)
	}
}

func TestCategoriesThatCannotBeKeptAreRefused(t *testing.T) {
	n := categorized(t, t.TempDir())
	for want, c := range map[string]api.Category{
		"needs a name": {Name: "  "}, "at most 30 letters": {Name: strings.Repeat("x", 31)}, "one line": {Name: "a\nb"},
		"no full path": {Name: "a", Folder: "films"}, `no colour "pink"`: {Name: "a", Color: "pink"},
	} {
		if err := n.SetCategory(t.Context(), c); codeOf(err) != api.CodeUsage || !strings.Contains(err.Error(), want) {
			t.Errorf("%+v: %v", c, err)
		}
	}
	for i := range maxCategories {
		if err := n.SetCategory(t.Context(), api.Category{Name: fmt.Sprint("c", i)}); err != nil {
			t.Fatal(err)
		}
	}
	if err := n.SetCategory(t.Context(), api.Category{Name: "one more"}); codeOf(err) != api.CodeRefused {
		t.Errorf("one more: %v", err)
	}
	if _, err := n.categories.named("nobody"); codeOf(err) != api.CodeNotFound {
		t.Errorf("unknown: %v", err)
	}
}
