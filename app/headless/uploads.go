package main

import (
	"context"
	"strconv"
	"time"

	"hinny/app/api"
	"hinny/app/words"
)

// uploads lists what is sent to others, and who waits.
func uploads(ctx context.Context, s *session, args []string) error {
	if err := none(args, "uploads"); err != nil {
		return err
	}
	list, err := s.node().Uploads(ctx)
	if err != nil {
		return err
	}
	each(s, list, uploadHeader(), uploadRow, "No uploads.")
	return nil
}

func uploadHeader() []string {
	return []string{"UPLOAD TO", "STATE", "RANK", "WAIT", "SENT", "RATE", "NAME"}
}

func uploadRow(u api.Upload) []string {
	rank, wait := "", ""
	if u.Rank > 0 {
		rank = strconv.Itoa(u.Rank) + " of " + strconv.Itoa(u.Of)
		wait = words.Duration(time.Duration(u.Wait) * time.Second)
	}
	return []string{u.Peer, u.State, rank, wait, words.Bytes(u.Bytes), words.Rate(u.Rate), words.Name(u.Name)}
}
