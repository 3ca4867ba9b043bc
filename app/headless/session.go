package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"golang.org/x/term"

	"hinny/app/api"
	"hinny/share"
)

// session is one call of the program: where it reads and writes, and what
// every command is told.
type session struct {
	in     io.Reader
	out    io.Writer
	err    io.Writer
	screen screen
	home   string
	json   bool
	broken error // why standard output takes no more
}

// screen is the terminal that standard output is, or the lack of one.
type screen struct {
	is   bool
	size func() (width, height int)
}

// Sizes of a page that is no terminal, or of one that does not tell.
const (
	pageWidth  = 160
	pageHeight = 24
)

// screenOf looks whether w is a terminal.
func screenOf(w io.Writer) screen {
	file, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(file.Fd())) || os.Getenv("TERM") == "dumb" {
		return screen{size: func() (int, int) { return pageWidth, pageHeight }}
	}
	return screen{is: true, size: func() (int, int) {
		width, height, err := term.GetSize(int(file.Fd()))
		if err != nil || width < 20 || height < 4 {
			return 80, pageHeight
		}
		return width, height
	}}
}

// node returns the running node of the home.
func (s *session) node() api.Backend { return api.NewClient(s.home) }

// object writes one JSON object on a line of its own.
func (s *session) object(value any) {
	line, err := json.Marshal(value)
	if err == nil {
		_, err = s.out.Write(append(line, '\n'))
	}
	s.check(err)
}

// say writes one line for a person.
func (s *session) say(format string, args ...any) { s.print(fmt.Sprintf(format+"\n", args...)) }

// print writes text as it is.
func (s *session) print(text string) {
	_, err := io.WriteString(s.out, text)
	s.check(err)
}

// check remembers the first failed write: a command whose output is lost has
// failed.
func (s *session) check(err error) {
	if err != nil && s.broken == nil {
		s.broken = fmt.Errorf("write the output: %w", err)
	}
}

// each writes a list: an object a line, or a table for a person.
func each[T any](s *session, items []T, header []string, row func(T) []string, empty string) {
	if s.json {
		for _, item := range items {
			s.object(item)
		}
		return
	}
	if len(items) == 0 {
		s.say("%s", empty)
		return
	}
	t := table{header: header}
	for _, item := range items {
		t.row(row(item)...)
	}
	s.print(t.text())
}

// root reads the only argument of a command about a download.
func root(args []string, c string) (share.RootHash, error) {
	text, err := one(args, c, "ROOT")
	if err != nil {
		return share.RootHash{}, err
	}
	parsed, err := share.ParseRootHash(text)
	if err != nil {
		return share.RootHash{}, usagef("%s: %v", c, err)
	}
	return parsed, nil
}

// absolute makes a path mean the same in the node, which has another working
// folder.
func absolute(path string) (string, error) {
	full, err := filepath.Abs(path)
	if err != nil {
		return "", fmt.Errorf("find the full path of %s: %w", path, err)
	}
	return full, nil
}

func status(ctx context.Context, s *session, args []string) error {
	if err := none(args, "status"); err != nil {
		return err
	}
	now, err := s.node().Status(ctx)
	if err != nil {
		return err
	}
	if s.json {
		s.object(now)
		return nil
	}
	s.print(describe(now))
	return nil
}
