package look

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"hinny/app/api"
	"hinny/app/words"
)

// Level names a level of the log, and says in which colour.
func Level(l api.Level) (string, fyne.ThemeColorName) {
	switch l {
	case api.LevelInfo:
		return lang.L("Info"), ColorMuted
	case api.LevelWarning:
		return lang.L("Warning"), theme.ColorNameWarning
	case api.LevelError:
		return lang.L("Error"), ColorBad
	}
	return string(l), ColorMuted
}

// Happened says what an entry of the log tells of. One that is not known here
// is said as the node says it, in English. Any goroutine may call it.
func Happened(e api.Entry) string {
	speaking.RLock()
	defer speaking.RUnlock()
	v := values{"Name": words.Name(e.Name), "Peer": words.Name(words.Short(e.Peer)), "Detail": words.Name(Said(e.Detail))}
	for _, say := range []func(api.Happening, values) string{happenedHere, happenedThere, happenedWrong} {
		if text := say(e.What, v); text != "" {
			return text
		}
	}
	return words.Name(Said(e.Text))
}

// happenedHere is about files and folders of this machine.
func happenedHere(what api.Happening, v values) string {
	switch what {
	case api.HappenedStarted:
		return lang.L("Hinny {{.Detail}} has started", v)
	case api.HappenedShared:
		return lang.L("The folder “{{.Name}}” is shared now", v)
	case api.HappenedUnshared:
		return lang.L("The folder “{{.Name}}” is not shared any more", v)
	case api.HappenedScanned:
		return lang.L("The shared folders were looked through; files in them: {{.Detail}}", v)
	case api.HappenedOrdered:
		return lang.L("“{{.Name}}” is being downloaded", v)
	case api.HappenedArrived:
		return lang.L("“{{.Name}}” has arrived: {{.Detail}}", v)
	case api.HappenedCancelled:
		return lang.L("The download of “{{.Name}}” was cancelled", v)
	case api.HappenedNotPassed:
		return lang.L("“{{.Name}}” is not passed on to others, because its folder is not shared", v)
	case api.HappenedDiskBack:
		return lang.L("The disk works again, and the download of “{{.Name}}” goes on", v)
	case api.HappenedNews:
		return lang.L("The saved search “{{.Name}}” found something new: {{.Detail}}", v)
	case api.HappenedWatchLimit:
		return lang.L("Not every shared folder can be watched, so changes show up some minutes late: the system's limit is reached (on Linux: fs.inotify.max_user_watches). Raise it or share fewer folders.")
	}
	return ""
}

// happenedThere is about others and the way to them.
func happenedThere(what api.Happening, v values) string {
	switch what {
	case api.HappenedOnline:
		return lang.L("Connected to the network")
	case api.HappenedOffline:
		return lang.L("Nobody is connected any more; Hinny goes on looking for others")
	case api.HappenedWrongBytes:
		return lang.L("{{.Peer}} sent wrong data for “{{.Name}}” and is avoided", v)
	case api.HappenedLied:
		return lang.L("{{.Peer}} gave a wrong size for “{{.Name}}” and is not asked any more", v)
	case api.HappenedRude:
		return lang.L("{{.Peer}} does not keep to the rules of the network; the connection was cut", v)
	case api.HappenedBanned:
		return lang.L("{{.Peer}} asks for far too much and is blocked for {{.Detail}}", v)
	case api.HappenedAnswersAll:
		return lang.L("{{.Peer}} claims to have what nobody has; its search results are left out from now on", v)
	case api.HappenedHub:
		return lang.L("This computer passes searches of others on now")
	case api.HappenedLeaf:
		return lang.L("Better connected computers pass searches on now; this one rests")
	}
	return ""
}

// happenedWrong is about what does not work.
func happenedWrong(what api.Happening, v values) string {
	switch what {
	case api.HappenedFailed:
		return lang.L("The download of “{{.Name}}” failed: {{.Detail}}", v)
	case api.HappenedDiskWait:
		return lang.L("“{{.Name}}” waits for the disk: {{.Detail}}", v)
	case api.HappenedUnserved:
		return lang.L("A shared file cannot be sent to others: {{.Detail}}", v)
	case api.HappenedNotLocal:
		return lang.L("Others on the local network cannot be looked for now: {{.Detail}}", v)
	case api.HappenedNoDHT:
		return lang.L("The distributed table does not start and is tried again: {{.Detail}}", v)
	case api.HappenedPort:
		return lang.L("Another program took the network port; Hinny uses port {{.Detail}} now", v)
	case api.HappenedNoListen:
		return lang.L("Hinny cannot be reached at {{.Name}}: {{.Detail}}", v)
	case api.HappenedReindex:
		return lang.L("The search index was damaged and is built again; until then searches find less of your own files")
	case api.HappenedRestart:
		return lang.L("A part of Hinny ({{.Name}}) failed and is started again: {{.Detail}}", v)
	}
	return ""
}
