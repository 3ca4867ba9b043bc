package main

import (
	"context"
	"flag"
	"strconv"
	"time"

	"hinny/app/api"
	"hinny/app/words"
)

const statsHelp = `Totals and records are kept over all sessions. Bytes are those of files:
received ones once verified, and sent ones. With --csv it prints all with the
history of the rates, for a spreadsheet: 10 minutes by the second, 2 hours by
ten seconds, or 2 days by five minutes.`

func setupStats(flags *flag.FlagSet) action {
	csv := flags.Bool("csv", false, "print comma separated values with the history")
	span := flags.String("span", string(api.SpanHours), "the history of `minutes`, hours or days")
	return func(ctx context.Context, s *session, args []string) error {
		if err := none(args, "stats"); err != nil {
			return err
		}
		request := api.StatisticsRequest{}
		if *csv || s.json {
			request.Span = api.Span(*span)
		}
		got, err := api.NewClient(s.home).Statistics(ctx, request)
		if err != nil {
			return err
		}
		switch {
		case s.json:
			s.object(got)
		case *csv:
			s.check(got.WriteCSV(s.out))
		default:
			s.print(describeStats(got))
		}
		return nil
	}
}

func describeStats(s api.Statistics) string {
	t := table{header: []string{"", "THIS SESSION", "IN ALL"}}
	count := func(name string, of func(api.Figures) int64) {
		t.row(name, words.Count(of(s.Session)), words.Count(of(s.Total)))
	}
	t.row("Received", words.Bytes(s.Session.Down), words.Bytes(s.Total.Down))
	t.row("Sent", words.Bytes(s.Session.Up), words.Bytes(s.Total.Up))
	t.row("Ratio", ratio(s.Session), ratio(s.Total))
	t.row("Online", online(s.Session.Seconds), online(s.Total.Seconds))
	count("Files finished", func(f api.Figures) int64 { return f.Finished })
	count("Searches", func(f api.Figures) int64 { return f.Searches })
	count("Peers met", func(f api.Figures) int64 { return f.Peers })
	t.row("Sessions", "", words.Count(s.Sessions))
	r := table{header: []string{"RECORD", "", "WHEN"}}
	r.row("Fastest download", words.Rate(s.Records.Down.Value), when(s.Records.Down))
	r.row("Fastest upload", words.Rate(s.Records.Up.Value), when(s.Records.Up))
	r.row("Most connections", words.Count(int64(s.Records.Connections.Value)), when(s.Records.Connections))
	r.row("Longest session", online(int64(s.Records.Session.Value)), when(s.Records.Session))
	return t.text() + "\n" + r.text()
}

func ratio(f api.Figures) string {
	if r, ok := f.Ratio(); ok {
		return strconv.FormatFloat(r, 'f', 2, 64)
	}
	return "-"
}

func online(seconds int64) string { return words.Duration(time.Duration(seconds) * time.Second) }

func when(r api.Record) string {
	if r.When.IsZero() {
		return "never"
	}
	return r.When.Local().Format(time.DateTime)
}
