package main

import (
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"

	"hinny/app/node"
	"hinny/share/link"
)

// options are what the command line says. Paths are absolute.
type options struct {
	home, downloads      string
	share, listen, peers []string
	links                []string // share links to offer for download
	noMDNS               bool
	level                slog.Level
}

// parse reads the command line. The flags are those of hinnyd run.
func parse(args []string, stderr io.Writer) (options, error) {
	var o options
	flags := flag.NewFlagSet("hinny", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&o.home, "home", "", "keep identity, catalog and settings in `DIR`")
	flags.StringVar(&o.downloads, "downloads", "", "the `DIR` for finished downloads, which is shared")
	add := func(to *[]string) func(string) error {
		return func(value string) error {
			*to = append(*to, value)
			return nil
		}
	}
	flags.Func("share", "share this `DIR` from now on; may be given several times", add(&o.share))
	flags.Func("listen", "listen on this `MULTIADDR`; may be given several times", add(&o.listen))
	flags.Func("peer", "meet the peer with this full `MULTIADDR`; may be given several times", add(&o.peers))
	flags.BoolVar(&o.noMDNS, "no-mdns", false, "do not look for peers on the local network")
	flags.TextVar(&o.level, "log-level", slog.LevelInfo, "log from this `LEVEL` on: debug, info, warn or error")
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	for _, arg := range flags.Args() {
		if !isLink(arg) {
			return o, fmt.Errorf("what is %q? It is no share link; see: hinny -help", arg)
		}
		o.links = append(o.links, arg)
	}
	return o, o.complete()
}

// isLink reports whether an argument is a link or looks like one: the desktop
// hands over links of every network, and the window says which it cannot use.
func isLink(arg string) bool {
	const magnet = "magnet:"
	_, err := link.Parse(arg)
	return err == nil || len(arg) > len(magnet) && strings.EqualFold(arg[:len(magnet)], magnet)
}

// chooseDownloads takes the downloads folder that was chosen in the window,
// unless the command line says another. It returns the folder if it cannot be
// used now, as one on a disk that is away.
func (o *options) chooseDownloads(chosen string) (unusable string) {
	if chosen == "" || o.downloads != "" {
		return ""
	}
	if err := os.MkdirAll(chosen, 0o755); err != nil {
		return chosen
	}
	o.downloads = chosen
	return ""
}

// complete finds the home folder and makes all paths absolute.
func (o *options) complete() (err error) {
	if o.home == "" {
		if o.home, err = node.DefaultHome(); err != nil {
			return err
		}
	}
	paths := []*string{&o.home}
	if o.downloads != "" {
		paths = append(paths, &o.downloads)
	}
	for i := range o.share {
		paths = append(paths, &o.share[i])
	}
	for _, path := range paths {
		if *path, err = filepath.Abs(*path); err != nil {
			return fmt.Errorf("find the folder %s: %w", *path, err)
		}
	}
	return nil
}
