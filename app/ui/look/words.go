package look

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"hinny/app/api"
	"hinny/app/ui/note"
	"hinny/app/words"
	"hinny/share"
)

// values fill the gaps of a sentence.
type values map[string]any

// Count fills the gap of a sentence about n things.
func Count(n int) map[string]any { return values{"Count": words.Count(int64(n))} }

// Hashing says how far the reading of new files has come, and at what speed: in
// bytes a second, and the seconds until it is done, as far as they are known.
func Hashing(files int, left int64, rate, seconds float64) string {
	text := lang.N("Hashing {{.Count}} files, {{.Left}} left", files, values{"Count": words.Count(int64(files)), "Left": words.Bytes(left)})
	return text + words.Pace(rate, seconds)
}

// HashingPaused says what the reading of new files waits with.
func HashingPaused(left int64) string {
	return lang.L("Hashing is paused, {{.Left}} left", values{"Left": words.Bytes(left)})
}

// Error says what went wrong. An api.Error is a sentence already; in another
// language than the node's it follows what its code means. Nothing else should
// get here, and if it does it is at least put into a sentence.
func Error(err error) string {
	if err == nil {
		return ""
	}
	if known, ok := errors.AsType[*api.Error](err); ok {
		return explained(known)
	}
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return lang.L("That took too long. Please try again.")
	case errors.Is(err, context.Canceled):
		return lang.L("Stopped.")
	}
	return lang.L("That did not work: {{.Reason}}", values{"Reason": err.Error()})
}

// explained puts an error of the node, which speaks English, into the language
// of the person, as far as its code goes.
func explained(e *api.Error) string {
	if text := Said(e.Message); text != e.Message {
		return text
	}
	v := values{"Message": sentence(e.Message)}
	switch e.Code {
	case api.CodeUsage:
		return lang.X("error.usage", "{{.Message}}", v)
	case api.CodeNotFound:
		return lang.X("error.not_found", "{{.Message}}", v)
	case api.CodeUnreachable:
		return lang.X("error.unreachable", "{{.Message}}", v)
	case api.CodeRefused:
		return lang.X("error.refused", "{{.Message}}", v)
	case api.CodeNotRunning:
		return lang.X("error.not_running", "{{.Message}}", v)
	}
	return lang.X("error.failed", "{{.Message}}", v)
}

// sentence gives a message its capital and its full stop, or says it in another
// language.
func sentence(message string) string {
	if message == "" {
		return message
	}
	if text := Said(message); text != message {
		return text
	}
	if c := message[0]; 'a' <= c && c <= 'z' {
		message = string(c-'a'+'A') + message[1:]
	}
	switch message[len(message)-1] {
	case '.', '!', '?':
		return message
	}
	return message + "."
}

// Note says what happened.
func Note(n note.Note) string {
	name := values{"Name": words.Name(n.Name), "Count": n.Count}
	switch n.What {
	case note.Started:
		if n.Count > 1 {
			return lang.N("{{.Count}} downloads started", n.Count, name)
		}
		return lang.L("Downloading “{{.Name}}”", name)
	case note.Copied:
		if n.Count > 1 {
			return lang.N("{{.Count}} links copied", n.Count, name)
		}
		return lang.L("Copied: {{.Name}}", name)
	case note.Shared:
		return lang.L("“{{.Name}}” is shared now", name)
	case note.Looking:
		return lang.L("Looking at what is in “{{.Name}}”…", name)
	case note.Unshared:
		return lang.L("“{{.Name}}” is not shared any more", name)
	case note.Connected:
		return lang.L("Connected to {{.Name}}", values{"Name": words.Short(n.Name)})
	case note.Arrived:
		return lang.L("“{{.Name}}” has arrived", name)
	case note.Hidden:
		if n.Count > 1 {
			return lang.N("{{.Count}} results are hidden from now on", n.Count, name)
		}
		return lang.L("“{{.Name}}” is hidden from now on", name)
	case note.Saved:
		return lang.L("“{{.Name}}” is saved and will be searched every half an hour", name)
	case note.Unsaved:
		return lang.L("“{{.Name}}” is not saved any more", name)
	case note.News:
		return lang.N("{{.Count}} new results for “{{.Name}}”", n.Count, name)
	case note.Written:
		return lang.L("“{{.Name}}” is written", name)
	case note.Named:
		return lang.L("Others see the folder as “{{.Name}}” now", name)
	case note.Here:
		return lang.L("It is here already: {{.Name}}", name)
	case note.Unopened:
		return lang.L("No program opens it, so its path is copied: {{.Name}}", name)
	case note.Failed:
		return Error(n.Err)
	case note.Moved, note.Introduced:
		return preferred(n.What, name)
	}
	return contact(n.What, name)
}

// preferred says what holds of a preference from now on.
func preferred(what note.What, name values) string {
	switch {
	case what == note.Moved:
		return lang.L("Downloads go to “{{.Name}}” from now on", name)
	case name["Name"] == "":
		return lang.L("Others see no name of yours after the next start")
	}
	return lang.L("Others see you as “{{.Name}}” after the next start", name)
}

// contact says what became of a contact.
func contact(what note.What, name map[string]any) string {
	switch what {
	case note.Met:
		return lang.L("“{{.Name}}” is among your contacts", name)
	case note.Forgotten:
		return lang.L("“{{.Name}}” is no contact any more", name)
	case note.Befriended:
		return lang.L("“{{.Name}}” is served before all others now", name)
	case note.Unfriended:
		return lang.L("“{{.Name}}” waits like all others now", name)
	}
	return ""
}

// Kind names a kind of file.
func Kind(k share.Kind) string {
	switch k {
	case share.KindAudio:
		return lang.L("Audio")
	case share.KindVideo:
		return lang.L("Video")
	case share.KindImage:
		return lang.L("Picture")
	case share.KindDocument:
		return lang.L("Document")
	case share.KindArchive:
		return lang.L("Archive")
	case share.KindProgram:
		return lang.L("Program")
	}
	return lang.X("kind.other", "Other") // "other" alone is a word of the catalogue's format
}

// State says what a download does, and in which colour.
func State(t api.Transfer) (string, fyne.ThemeColorName) {
	switch t.State {
	case api.StateSearching:
		return lang.L("Looking for providers"), ColorMuted
	case api.StateActive:
		return lang.L("Downloading"), ColorBusy
	case api.StateQueued:
		return lang.L("Waiting in a queue"), ColorMuted
	case api.StatePaused:
		if t.Error != "" { // not by a person: the disk is full
			return sentence(t.Error), ColorBad
		}
		return lang.L("Paused"), ColorMuted
	case api.StateFinishing:
		return lang.L("Finishing"), ColorBusy
	case api.StateChecking:
		return lang.L("Checking what is on the disk"), ColorBusy
	case api.StateComplete:
		return lang.L("Complete"), ColorGood
	case api.StateFailed:
		if t.Error != "" {
			return sentence(t.Error), ColorBad
		}
		return lang.L("Failed"), ColorBad
	case api.StateCancelled:
		return lang.L("Cancelled"), ColorMuted
	}
	return string(t.State), ColorMuted
}

// Provider says what a provider or an uploading peer does.
func Provider(state string, rank int) (string, fyne.ThemeColorName) {
	switch state {
	case "active":
		return lang.L("Transferring"), ColorBusy
	case "idle":
		return lang.L("Connected"), ColorMuted
	case "queued":
		if rank > 0 {
			return lang.L("Queued, number {{.Rank}}", values{"Rank": rank}), ColorMuted
		}
		return lang.L("Queued"), ColorMuted
	case "slow":
		return lang.L("Slow"), ColorMuted
	case "away":
		return lang.L("Not connected"), ColorMuted
	case "unreachable":
		return lang.L("Does not answer"), ColorBad
	case "avoided":
		return lang.L("Sent wrong data, avoided"), ColorBad
	}
	return state, ColorMuted
}

// Reach says whether others can dial this node.
func Reach(how api.Reach) (string, fyne.ThemeColorName) {
	switch how {
	case api.ReachDirect:
		return lang.L("Others can reach you."), ColorMuted
	case api.ReachRelayed:
		return lang.L("Others reach you by way of another peer, through your router."), ColorMuted
	case api.ReachNone:
		return lang.L("Others cannot reach you; you reach them."), ColorBad
	}
	return lang.L("Nobody has tried to reach you yet."), ColorMuted
}

// Closeness says how this node stands to a peer.
func Closeness(p api.Peer) (string, fyne.ThemeColorName) {
	switch {
	case p.Neighbour:
		return lang.L("Neighbour"), ColorGood
	case p.Connected:
		return lang.L("Connected"), ColorBusy
	}
	return How(p.How), ColorMuted
}

// How says how a peer was found.
func How(how string) string {
	switch how {
	case "connected":
		return lang.L("Connected")
	case "known":
		return lang.L("Remembered")
	case "mdns":
		return lang.L("On the local network")
	case "dht":
		return lang.L("In the distributed table")
	case "contact":
		return lang.L("Away")
	}
	return how
}
