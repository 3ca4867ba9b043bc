package journal

import (
	"path/filepath"
	"strings"

	"hinny/app/api"
	"hinny/app/words"
)

// form is how one message of the log is told to a person.
type form struct {
	what api.Happening
	text string // with the gaps {{.Name}}, {{.Peer}} and {{.Detail}}

	name, detail string // the keys of the message's values that fill them
	base         bool   // the name is the last element of a path
	quiet        bool   // not told at all
}

// forms knows the messages that are told in other words. The sentences are
// those of the window's catalogue.
func forms() map[string]form {
	forms := map[string]form{
		"the node starts":                                                  {what: api.HappenedStarted, text: "Hinny {{.Detail}} has started", detail: "version"},
		"the first neighbour is there":                                     {what: api.HappenedOnline, text: "Connected to the network"},
		"no neighbour is left":                                             {what: api.HappenedOffline, text: "Nobody is connected any more; Hinny goes on looking for others"},
		"a folder is shared":                                               {what: api.HappenedShared, text: "The folder “{{.Name}}” is shared now", name: "folder"},
		"a folder is shared no more":                                       {what: api.HappenedUnshared, text: "The folder “{{.Name}}” is not shared any more", name: "folder"},
		"the shared folders are scanned":                                   {what: api.HappenedScanned, text: "The shared folders were looked through; files in them: {{.Detail}}", detail: "files"},
		"a download is ordered":                                            {what: api.HappenedOrdered, text: "“{{.Name}}” is being downloaded", name: "name"},
		"a download is cancelled":                                          {what: api.HappenedCancelled, text: "The download of “{{.Name}}” was cancelled", name: "name"},
		"a download failed":                                                {what: api.HappenedFailed, text: "The download of “{{.Name}}” failed: {{.Detail}}", name: "name", detail: "error"},
		"download complete":                                                {what: api.HappenedArrived, text: "“{{.Name}}” has arrived: {{.Detail}}", name: "path", detail: "path", base: true},
		"a saved search found something new":                               {what: api.HappenedNews, text: "The saved search “{{.Name}}” found something new: {{.Detail}}", name: "query", detail: "news"},
		"the DHT does not start; it is tried again by itself":              {what: api.HappenedNoDHT, text: "The distributed table does not start and is tried again: {{.Detail}}", detail: "error"},
		"a part of the node failed and is started again":                   {what: api.HappenedRestart, text: "A part of Hinny ({{.Name}}) failed and is started again: {{.Detail}}", name: "part", detail: "error"},
		"a shared file cannot be served":                                   {what: api.HappenedUnserved, text: "A shared file cannot be sent to others: {{.Detail}}", detail: "error"},
		"a download is complete and not shared, because its folder is not": {what: api.HappenedNotPassed, text: "“{{.Name}}” is not passed on to others, because its folder is not shared", name: "path", base: true},
		"the port of the last run is taken by another program; peers that knew it have to find the new one": {
			what: api.HappenedPort, text: "Another program took the network port; Hinny uses port {{.Detail}} now", detail: "port",
		},
		"cannot listen on an address; the others serve": {what: api.HappenedNoListen, text: "Hinny cannot be reached at {{.Name}}: {{.Detail}}", name: "addr", detail: "error"},
		"peers on the local network are not looked for by mDNS until there is one": {
			what: api.HappenedNotLocal, text: "Others on the local network cannot be looked for now: {{.Detail}}", detail: "error",
		},
	}
	addPeers(forms)
	addDisks(forms)
	for _, message := range engineering() {
		forms[message] = form{quiet: true}
	}
	return forms
}

// addPeers knows what is said of peers that misbehave.
func addPeers(forms map[string]form) {
	forms["a provider sent wrong bytes; it is avoided"] = form{what: api.HappenedWrongBytes, text: "{{.Peer}} sent wrong data for “{{.Name}}” and is avoided"}
	forms["a provider lies about the size; it is left"] = form{what: api.HappenedLied, text: "{{.Peer}} gave a wrong size for “{{.Name}}” and is not asked any more"}
	rude := form{what: api.HappenedRude, text: "{{.Peer}} does not keep to the rules of the network; the connection was cut"}
	for _, message := range []string{
		"a provider breaks the protocol; it is left", "a peer breaks the protocol; its streams are reset",
		"a provider announces a chunk outside the file; it is left", "a leaf has more keys than one may have and is left",
	} {
		forms[message] = rude
	}
	forms["a neighbour asks for far too much and is refused for a while"] = form{
		what: api.HappenedBanned, text: "{{.Peer}} asks for far too much and is blocked for {{.Detail}}", detail: "for",
	}
	forms["a peer answers searches for what nobody has; its answers are left out from now on"] = form{
		what: api.HappenedAnswersAll, text: "{{.Peer}} claims to have what nobody has; its search results are left out from now on",
	}
}

// addDisks knows what is said of files of our own.
func addDisks(forms map[string]form) {
	forms["the download waits for our own disk"] = form{what: api.HappenedDiskWait, text: "“{{.Name}}” waits for the disk: {{.Detail}}", detail: "error"}
	forms["the finished file cannot be put in place yet"] = form{what: api.HappenedDiskWait, text: "“{{.Name}}” waits for the disk: {{.Detail}}", detail: "error"}
	forms["the disk works again; the download goes on"] = form{what: api.HappenedDiskBack, text: "The disk works again, and the download of “{{.Name}}” goes on"}
	again := form{what: api.HappenedReindex, text: "The search index was damaged and is built again; until then searches find less of your own files"}
	forms["the index cannot be used and is built again; searches find what is built so far"] = again
	forms["the index is damaged and is built again; searches find what is built so far"] = again
}

// engineering lists what is logged for engineers, or said again elsewhere.
func engineering() []string {
	return []string{
		"a data stream ends", "a peer is not served", "a provider could not teach the file's manifest",
		"a neighbour takes queries and passes nothing on; another takes its place",
		"a download is complete", // "download complete" says it for collections, too
		"a provider is left",
	}
}

// watchLimit begins the one notice whose words are a whole sentence already and
// which is told in other languages nevertheless.
const watchLimit = "Not every shared folder can be watched"

// phrasebook is what a Journal says.
type phrasebook struct {
	forms     map[string]form          // by message
	sentences map[api.Happening]string // with gaps
}

func newPhrasebook() phrasebook {
	p := phrasebook{forms: forms(), sentences: map[api.Happening]string{
		api.HappenedHub:  "This computer passes searches of others on now",
		api.HappenedLeaf: "Better connected computers pass searches on now; this one rests",
	}}
	for _, f := range p.forms {
		if !f.quiet {
			p.sentences[f.what] = f.text
		}
	}
	return p
}

// message is what was logged.
type message struct {
	text   string
	values map[string]string
	order  []string // of the keys
}

// translate makes an entry of a message; ok is false for one that a person need
// not read.
func (p phrasebook) translate(m message) (e api.Entry, ok bool) {
	e = api.Entry{Peer: m.values["peer"], Root: m.values["root"]}
	f, known := p.forms[m.text]
	switch {
	case f.quiet:
		return e, false
	case known:
		e.What, e.Name, e.Detail = f.what, m.values[f.name], m.values[f.detail]
		if f.base {
			e.Name = filepath.Base(e.Name)
		}
	case m.text == "our role in the search changes" && m.values["leaf"] == "true":
		e.What = api.HappenedLeaf
	case m.text == "our role in the search changes":
		e.What = api.HappenedHub
	default:
		e.Text = plain(m)
		if strings.HasPrefix(m.text, watchLimit) {
			e.What = api.HappenedWatchLimit
		}
	}
	return e, true
}

// say completes an entry with its sentence.
func (p phrasebook) say(e api.Entry) api.Entry {
	if text, known := p.sentences[e.What]; known {
		e.Text = strings.NewReplacer("{{.Name}}", e.Name, "{{.Peer}}", words.Short(e.Peer), "{{.Detail}}", e.Detail).Replace(text)
	}
	return e
}

// plain shows a message that is not known, with its values.
func plain(m message) string {
	var said []string
	for _, key := range m.order {
		said = append(said, key+" "+m.values[key])
	}
	text := clean(m.text)
	if text != "" && 'a' <= text[0] && text[0] <= 'z' {
		text = string(text[0]-'a'+'A') + text[1:]
	}
	if len(said) > 0 {
		text += " (" + strings.Join(said, ", ") + ")"
	}
	return text
}
