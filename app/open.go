package main

import (
	"errors"
	"os/exec"
	"runtime"
	"time"

	"fyne.io/fyne/v2"

	"hinny/app/ui"
)

// openPatience is how long the desktop may take to say that nothing opens a
// file. Some keep the command running while the program is open: then it did.
const openPatience = 5 * time.Second

// opener returns what has the desktop open a file or a folder, and waits until
// it is clear whether that worked.
func opener(a fyne.App) func(path string) error {
	switch runtime.GOOS {
	case "windows", "darwin":
		return func(path string) error { return a.OpenURL(ui.FileURL(path)) }
	}
	return func(path string) error { return xdgOpen("xdg-open", path) }
}

// xdgOpen runs the command that free desktops have for it.
func xdgOpen(command, path string) error {
	cmd := exec.Command(command, path)
	if err := cmd.Start(); err != nil {
		return err
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	select {
	case err := <-ended:
		if exit, ok := errors.AsType[*exec.ExitError](err); ok {
			return exit
		}
		return err
	case <-time.After(openPatience):
		return nil
	}
}
