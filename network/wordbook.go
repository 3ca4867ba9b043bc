package network

import (
	"errors"
	"io/fs"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"

	"hinny/share/statefile"
)

const (
	// wordBookName is the file in which the chosen words outlast a start.
	wordBookName = "words.txt"
	// wordBookForm stands in its first line. The number changes with every
	// change to how words are chosen or names taken apart.
	wordBookForm = "1 "
	// maxWordBook bounds what is read of it, in bytes: maxTold pairs of words of
	// 100 bytes, which are longer than any that were met.
	maxWordBook = maxTold * 2 * 100
)

// wordBook is the words that were chosen of a library, and of which state of
// it. To choose means to take every name apart, which costs 6 seconds of a
// processor for a million files.
type wordBook struct {
	state string // empty if nobody can tell
	words []string
}

// readWords returns what was chosen before, or nothing.
func readWords(dir string, log *slog.Logger) (book wordBook) {
	data, err := statefile.Read(filepath.Join(dir, wordBookName), maxWordBook)
	if errors.Is(err, fs.ErrNotExist) {
		return book
	}
	if err == nil {
		book, err = parseWords(string(data))
	}
	if err != nil {
		log.Info("the rare words of the library are chosen anew", "because", err)
	}
	return book
}

// errWordBook marks a file that is none of ours or of another form.
var errWordBook = errors.New("the remembered words cannot be read")

// parseWords reads a wordBook: the form and the state, and then a word or a
// pair a line.
func parseWords(text string) (wordBook, error) {
	head, rest, ended := strings.Cut(text, "\n")
	state, known := strings.CutPrefix(head, wordBookForm)
	if !ended || !known || state == "" {
		return wordBook{}, errWordBook
	}
	words := strings.Split(strings.TrimSuffix(rest, "\n"), "\n")
	if rest == "" {
		words = nil
	}
	if len(words) > maxTold || slices.Contains(words, "") {
		return wordBook{}, errWordBook
	}
	return wordBook{state: state, words: words}, nil
}

// write keeps the words for the next start. What cannot be kept is chosen anew.
func (b wordBook) write(dir string, log *slog.Logger) {
	if b.state == "" {
		return
	}
	var text strings.Builder
	text.WriteString(wordBookForm + b.state + "\n")
	for _, word := range b.words {
		text.WriteString(word + "\n")
	}
	if err := statefile.Write(filepath.Join(dir, wordBookName), []byte(text.String())); err != nil {
		log.Info("the rare words of the library are chosen anew at the next start", "because", err)
	}
}
