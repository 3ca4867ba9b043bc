package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"hinny/app/api"
)

// version is set by the linker: -X main.version=v1.2.3.
var version = "dev"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := Main(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// The exit codes.
const (
	exitOK     = 0
	exitFailed = 1
	exitUsage  = 2
)

// Main is the program: it obeys the arguments until it is done or ctx ends,
// and returns the exit code.
func Main(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	s := &session{in: stdin, out: stdout, err: stderr, screen: screenOf(stdout)}
	err := s.obey(ctx, args)
	if err == nil {
		err = s.broken
	}
	if err == nil {
		return exitOK
	}
	// One line, whatever the cause has to say.
	fmt.Fprintln(stderr, "hinnyd:", strings.Join(strings.Fields(err.Error()), " "))
	if isUsage(err) {
		return exitUsage
	}
	return exitFailed
}

// usageError is a mistake in the arguments.
type usageError struct{ message string }

func (e *usageError) Error() string { return e.message }

func usagef(format string, args ...any) error { return &usageError{fmt.Sprintf(format, args...)} }

func isUsage(err error) bool {
	if _, ok := errors.AsType[*usageError](err); ok {
		return true
	}
	failure, ok := errors.AsType[*api.Error](err)
	return ok && failure.Code == api.CodeUsage
}

// obey finds the command and runs it.
func (s *session) obey(ctx context.Context, args []string) error {
	if len(args) == 0 {
		s.help(commands(), s.err)
		return usagef("no command; begin with: hinnyd run")
	}
	name, args := args[0], args[1:]
	switch name {
	case "help", "-h", "-help", "--help":
		return s.helpOn(args)
	case "-version", "--version":
		name = "version"
	}
	for _, c := range commands() {
		if c.name == name {
			return s.run(ctx, c, args)
		}
	}
	return usagef("no command %q; see: hinnyd help", name)
}
