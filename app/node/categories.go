package node

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"hinny/app/api"
	"hinny/app/words"
	"hinny/share"
)

const (
	categoriesName = "categories.json"
	// maxCategories bounds the categories: they stand in a menu.
	maxCategories = 50
	// maxCategoryName bounds a name, in letters: it stands in a column.
	maxCategoryName = 30
	// maxCategoriesFile holds as many with the longest paths there are.
	maxCategoriesFile = 1 << 20
)

// categories are what downloads can be filed under, by their names in lower case.
type categories struct {
	book[string, api.Category]
}

// loadCategories reads the categories of earlier runs.
func (n *Node) loadCategories() error {
	aside, err := n.categories.open(n.inHome(categoriesName), bookRules[string, api.Category]{
		what: "the categories", most: maxCategories, limit: maxCategoriesFile,
		key:   func(c api.Category) string { return strings.ToLower(c.Name) },
		valid: checkCategory,
		order: func(a, b api.Category) int { return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)) },
	})
	if aside != "" {
		n.tell(fmt.Sprintf("The list of categories cannot be read and begins anew; the old one is %s.", aside))
	}
	return err
}

// checkCategory refuses a category that cannot be kept as it is.
func checkCategory(c api.Category) error {
	switch {
	case strings.TrimSpace(c.Name) == "":
		return errors.New("a category needs a name")
	case utf8.RuneCountInString(c.Name) > maxCategoryName:
		return fmt.Errorf("the name of a category has at most %d letters", maxCategoryName)
	case words.Name(c.Name) != c.Name:
		return errors.New("the name of a category is one line without control characters")
	case c.Folder != "" && !filepath.IsAbs(c.Folder):
		return fmt.Errorf("the folder %q is no full path; give one that begins at the root", c.Folder)
	case c.Color != "" && !slices.Contains(api.CategoryColors(), c.Color):
		return fmt.Errorf("there is no colour %q; there are %s", c.Color, strings.Join(api.CategoryColors(), ", "))
	}
	return nil
}

// named returns the category with a name, whatever the case; the error for one
// that is none has CodeNotFound.
func (c *categories) named(name string) (api.Category, error) {
	found, ok := c.get(strings.ToLower(strings.TrimSpace(name)))
	if !ok {
		return found, told(api.CodeNotFound, fmt.Errorf("there is no category %q; see: hinnyd category list", name))
	}
	return found, nil
}

var _ api.Categorizer = (*Node)(nil)

// Categories implements api.Categorizer.
func (n *Node) Categories(context.Context) ([]api.Category, error) { return n.categories.list(), nil }

// SetCategory implements api.Categorizer.
func (n *Node) SetCategory(_ context.Context, c api.Category) error {
	if c.Name = strings.TrimSpace(c.Name); c.Folder != "" {
		c.Folder = filepath.Clean(c.Folder)
	}
	if err := checkCategory(c); err != nil {
		return told(api.CodeUsage, err)
	}
	return explained(n.categories.change(func(byName map[string]api.Category) error {
		key := strings.ToLower(c.Name)
		if _, known := byName[key]; !known && len(byName) >= maxCategories {
			return told(api.CodeRefused, fmt.Errorf("there are %d categories already; remove one first", maxCategories))
		}
		byName[key] = c
		return nil
	}))
}

// RemoveCategory implements api.Categorizer.
func (n *Node) RemoveCategory(_ context.Context, name string) error {
	c, err := n.categories.named(name)
	if err != nil {
		return err
	}
	err = n.categories.change(func(byName map[string]api.Category) error {
		delete(byName, strings.ToLower(c.Name))
		return nil
	})
	if err != nil {
		return explained(err)
	}
	for _, t := range n.finished.All() {
		if strings.EqualFold(t.Category, c.Name) {
			n.finished.Categorize(t.Root, "")
		}
	}
	for _, d := range n.network.Transfers().Downloads() {
		if strings.EqualFold(d.Category, c.Name) {
			err = errors.Join(err, n.network.Transfers().SetCategory(d.Root, "", ""))
		}
	}
	return explained(err)
}

// Categorize implements api.Categorizer.
func (n *Node) Categorize(_ context.Context, root share.RootHash, name string) error {
	var to api.Category
	if name != "" {
		var err error
		if to, err = n.categories.named(name); err != nil {
			return err
		}
	}
	if _, ordered := n.collections.wish(root); ordered {
		to.Folder = "" // its files have folders of their own
	}
	n.finished.Categorize(root, to.Name)
	return n.adjust(root, func(w *wish) { w.Category = to.Name }, func(root share.RootHash) error {
		d, _ := n.network.Transfers().Download(root)
		out := to.Folder
		if before, known := n.categories.get(strings.ToLower(d.Category)); out == "" && known && d.Out == before.Folder {
			out = n.downloads.get() // it only went there because of the category
		}
		return n.network.Transfers().SetCategory(root, to.Name, out)
	})
}
