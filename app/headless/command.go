package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"

	"hinny/app/node"
)

// command is one word that hinnyd understands.
type command struct {
	name  string
	args  string // as the help shows them
	short string // what it does, in one line
	long  string // what else a person should know
	// words: a single dash begins no flag but a word, as in "mule -donkey".
	words bool
	// setup declares the flags and returns what to do once they are parsed.
	setup func(flags *flag.FlagSet) action
}

// action does what a command is for.
type action func(ctx context.Context, s *session, args []string) error

// plain is the setup of a command without flags of its own.
func plain(do action) func(*flag.FlagSet) action {
	return func(*flag.FlagSet) action { return do }
}

// commands lists every command in the order of the help.
func commands() []command {
	return []command{
		{name: "run", args: "[--share DIR]... [--downloads DIR] [--listen MULTIADDR]... [--peer MULTIADDR]... [--no-mdns]", short: "run the node until it is stopped", long: runHelp, setup: setupRun},
		{name: "status", short: "who we are, our addresses, what is shared", setup: plain(status)},
		{name: "name", args: "[NAME]", short: "show or change what you call yourself to others", long: nameHelp, setup: plain(ownName)},
		{name: "share", args: "review DIR | add DIR | remove DIR | name DIR NAME | exclude [add|remove PATTERN... | reset] | list | pause | resume", short: "look at, tick, untick and list shared folders, hide files in them; pause the hashing", long: shareHelp, setup: plain(shareFolders)},
		{name: "files", args: "[TEXT] [--folder DIR]", short: "list the shared files, and what others wanted of them", long: filesHelp, setup: setupFiles},
		{name: "search", args: "WORDS... [--timeout 5s] [--more N] [--min-providers N] [--new] [--hidden]", short: "ask the network for files", long: searchHelp, words: true, setup: setupSearch},
		{name: "save", args: "WORDS...", short: "have the node repeat a search by itself", words: true, setup: plain(saveSearch)},
		{name: "saved", args: "[--seen]", short: "list the saved searches, and what they found since", long: savedHelp, setup: setupSaved},
		{name: "unsave", args: "WORDS...", short: "have it repeated no more", words: true, setup: plain(forgetSearch)},
		{name: "mark", args: "ROOT fake|hidden|none", short: "show a result last, or never again", long: markHelp, setup: plain(setMark)},
		{name: "marks", short: "list what is marked", setup: plain(listMarks)},
		{name: "get", args: "ROOT_OR_LINK [--provider PEERID]... [--out DIR] [--only PATH]... [--timeout 1m] [--detach]", short: "download a file or a collection and wait for it", long: getHelp, setup: setupGet},
		{name: "downloads", args: "[DIR]", short: "show where downloads go, or have them go elsewhere from now on", long: downloadsHelp, setup: plain(downloads)},
		{name: "transfers", short: "the downloads and uploads", setup: plain(transfers)},
		{name: "uploads", short: "what is sent to others, and who waits", setup: plain(uploads)},
		{name: "limits", args: "[--up RATE] [--down RATE] [--slots N] [--lan yes|no] | schedule [add --days DAYS --from TIME --to TIME | remove N | on | off]", short: "show and set how much is sent and fetched, and when", long: limitsHelp, setup: setupLimits},
		{name: "pause", args: "ROOT", short: "stop a download for a while", setup: plain(pause)},
		{name: "resume", args: "ROOT", short: "go on with a paused or failed download", setup: plain(resume)},
		{name: "rename", args: "ROOT NAME", short: "call a download otherwise; a complete one is renamed on the disk", setup: plain(rename)},
		{name: "recheck", args: "ROOT", short: "read a download on the disk again, and fetch again what is damaged", setup: plain(recheck)},
		{name: "category", args: "add NAME [--folder DIR] [--color COLOR] | remove NAME | set ROOT NAME | list", short: "file downloads under categories with folders of their own", long: categoryHelp, setup: setupCategory},
		{name: "sequential", args: "ROOT on|off", short: "fetch a download in the order of the file, to watch it meanwhile", long: sequentialHelp, setup: plain(setSequential)},
		{name: "priority", args: "ROOT low|normal|high|first", short: "say which downloads come first", long: priorityHelp, setup: plain(setPriority)},
		{name: "move", args: "ROOT... up|down|top|bottom", short: "move downloads in the queue of those of their priority", long: moveHelp, setup: plain(move)},
		{name: "cancel", args: "ROOT", short: "give a download up and delete its unfinished data", setup: plain(cancelDownload)},
		{name: "log", args: "[--follow] [--level info|warning|error]", short: "what happened, in sentences", long: logHelp, setup: setupLog},
		{name: "stats", args: "[--csv [--span minutes|hours|days]]", short: "what was counted, in this session and in all", long: statsHelp, setup: setupStats},
		{name: "peers", short: "the peers we know", setup: plain(peers)},
		{name: "contact", args: "add PEERID NAME [NOTE] | remove PEERID_OR_NAME | friend PEERID_OR_NAME yes|no | list", short: "name peers, to be found by it; serve friends first", long: contactHelp, setup: plain(contact)},
		{name: "connect", args: "MULTIADDR", short: "meet a peer by its full address", setup: plain(connect)},
		{name: "find-peer", args: "PEERID", short: "look a peer up by its ID", setup: plain(findPeer)},
		{name: "browse", args: "PEERID", short: "list what a peer shares", setup: plain(browse)},
		{name: "link", args: "FILE_OR_ROOT | DIR | [--name NAME] PATH...", short: "make a link to a shared file, a folder or a hand-picked collection", long: linkHelp, setup: setupLink},
		{name: "collection", args: "LINK_OR_ROOT", short: "list a collection that was fetched or made here", setup: plain(showCollection)},
		{name: "hash", args: "FILE...", short: "compute root hashes, as b3sum does; needs no node", setup: plain(hash)},
		{name: "version", short: "print the version", setup: plain(printVersion)},
	}
}

// run parses a command's arguments and does it.
func (s *session) run(ctx context.Context, c command, args []string) error {
	flags := flag.NewFlagSet(c.name, flag.ContinueOnError)
	flags.SetOutput(io.Discard) // the one line on standard error is Main's
	do := s.declare(flags, c)
	rest, err := parse(flags, args, c.words)
	if errors.Is(err, flag.ErrHelp) {
		s.helpCommand(c)
		return nil
	}
	if err != nil {
		return usagef("%s: %v; see: hinnyd help %s", c.name, err, c.name)
	}
	if s.home == "" {
		if s.home, err = node.DefaultHome(); err != nil {
			return err
		}
	}
	return do(ctx, s, rest)
}

// declare adds the flags of every command and those of its own.
func (s *session) declare(flags *flag.FlagSet, c command) action {
	flags.StringVar(&s.home, "home", "", "the home `DIR` of the node (default: HINNY_HOME, or hinny in the folder for settings)")
	flags.BoolVar(&s.json, "json", false, "print one JSON object a line")
	return c.setup(flags)
}

// parse reads flags wherever they stand between the other arguments, which it
// returns. Everything after "--" is no flag.
func parse(flags *flag.FlagSet, args []string, words bool) ([]string, error) {
	var rest []string
	for len(args) > 0 {
		arg := args[0]
		switch {
		case arg == "--":
			return append(rest, args[1:]...), nil
		case len(arg) < 2 || arg[0] != '-' || words && !strings.HasPrefix(arg, "--"):
			rest, args = append(rest, arg), args[1:]
			continue
		}
		// Parse stops at the first argument that is no flag: here after one
		// flag and its value, or later.
		if err := flags.Parse(args[:flagWidth(flags, args)]); err != nil {
			return nil, err
		}
		args = args[flagWidth(flags, args):]
	}
	return rest, nil
}

// flagWidth returns how many of args, the first of which is a flag, belong to
// that flag: two where its value stands apart.
func flagWidth(flags *flag.FlagSet, args []string) int {
	name := strings.TrimLeft(args[0], "-")
	known := flags.Lookup(name)
	if known == nil || len(args) < 2 {
		return 1
	}
	if b, ok := known.Value.(interface{ IsBoolFlag() bool }); ok && b.IsBoolFlag() {
		return 1
	}
	return 2
}

// several is a flag that may be given more than once.
type several []string

func (v *several) String() string { return strings.Join(*v, " ") }

// Set implements flag.Value.
func (v *several) Set(value string) error {
	if value == "" {
		return errors.New("it is empty")
	}
	*v = append(*v, value)
	return nil
}

// one returns the only argument of a command.
func one(args []string, c, want string) (string, error) {
	switch {
	case len(args) == 0 || args[0] == "":
		return "", usagef("%s: which? give a %s; see: hinnyd help %s", c, want, c)
	case len(args) > 1:
		return "", usagef("%s takes one %s, not %d arguments; see: hinnyd help %s", c, want, len(args), c)
	}
	return args[0], nil
}

// none refuses arguments.
func none(args []string, c string) error {
	if len(args) > 0 {
		return usagef("%s takes no argument, but there is %q; see: hinnyd help %s", c, args[0], c)
	}
	return nil
}

// help lists all commands.
func (s *session) help(all []command, to io.Writer) {
	fmt.Fprint(to, "Hinny finds and shares files with no server.\n\nUsage: hinnyd COMMAND [ARGUMENTS] [--home DIR] [--json]\n\n")
	t := table{}
	for _, c := range all {
		t.row("  "+c.name, c.short)
	}
	fmt.Fprint(to, t.text())
	fmt.Fprint(to, "\nhinnyd help COMMAND says more. The exit code is 0, 2 for wrong arguments and 1 for every other failure.\n")
}

// helpOn explains one command, or all.
func (s *session) helpOn(args []string) error {
	if len(args) == 0 {
		s.help(commands(), s.out)
		return nil
	}
	for _, c := range commands() {
		if c.name == args[0] {
			s.helpCommand(c)
			return nil
		}
	}
	return usagef("no command %q; see: hinnyd help", args[0])
}

func (s *session) helpCommand(c command) {
	flags := flag.NewFlagSet(c.name, flag.ContinueOnError)
	s.declare(flags, c)
	fmt.Fprintf(s.out, "Usage: hinnyd %s\n\n%s%s.\n", strings.TrimSpace(c.name+" "+c.args), strings.ToUpper(c.short[:1]), c.short[1:])
	if c.long != "" {
		fmt.Fprintf(s.out, "\n%s\n", c.long)
	}
	fmt.Fprintln(s.out)
	t := table{}
	flags.VisitAll(func(f *flag.Flag) {
		value, usage := flag.UnquoteUsage(f)
		if f.DefValue != "" && f.DefValue != "false" {
			usage += " (default " + f.DefValue + ")"
		}
		t.row(strings.TrimRight("  --"+f.Name+" "+value, " "), usage)
	})
	fmt.Fprint(s.out, t.text())
}

func printVersion(_ context.Context, s *session, args []string) error {
	if err := none(args, "version"); err != nil {
		return err
	}
	if s.json {
		s.object(struct {
			Version string `json:"version"`
		}{version})
		return nil
	}
	s.say("hinnyd %s", version)
	return nil
}
