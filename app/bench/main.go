package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"
)

func main() {
	if len(os.Args) > 1 && os.Args[1] == trackerCommand {
		fail(runTracker(os.Args[2:]))
		return
	}
	var o options
	flag.StringVar(&o.bin, "bin", "bin", "folder that holds hinnyd")
	flag.StringVar(&o.dir, "dir", "", "folder for the files of the run (default: a temporary one)")
	flag.IntVar(&o.rounds, "rounds", 5, "how often each contestant runs a scenario")
	flag.StringVar(&o.scenario, "scenario", "one", scenarioNames)
	only := flag.String("only", "", "contestants to run, separated by commas (default: all that are installed)")
	mib := flag.Int64("mib", 0, "size of the file in MiB (default: the scenario's)")
	flag.IntVar(&o.files, "files", 0, "number of files of the scenarios library (default: 100000) and small (10000)")
	flag.StringVar(&o.keep, "keep", "", "folder in which the files of the scenario library stay for the next run (default: none)")
	flag.Parse()
	o.bytes = *mib << 20
	if *only != "" {
		o.only = strings.Split(*only, ",")
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	switch o.scenario {
	case libraryScenario:
		fail(benchLibrary(ctx, o))
	case smallScenario:
		fail(benchSmall(ctx, o))
	case largeScenario:
		fail(benchLarge(ctx, o))
	default:
		fail(bench(ctx, o))
	}
}

// options is what the command line says.
type options struct {
	bin, dir, scenario string
	rounds             int
	only               []string
	bytes              int64
	files              int
	keep               string
}

func fail(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}
