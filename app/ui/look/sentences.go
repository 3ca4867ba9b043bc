package look

import (
	"cmp"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"sync"

	"fyne.io/fyne/v2/lang"

	"hinny/assets"
)

// The node makes its sentences, the refusals of a library and the failures of a
// disk among them, from formats and what fills their gaps. Here they are known
// again by those formats, which are the kinds of sentences there are, and said in
// another language with the same fillings. A test finds each format in the
// sources of the node and misses those that have no translation.

// form is one kind of sentence.
type form struct {
	english *regexp.Regexp
	quoted  []bool // by gap: what fills it stands in quotes
	other   string // with numbered gaps
	weight  int    // letters that are no gap: the more, the surer it is
}

// verb is a gap of a format.
var verb = regexp.MustCompile(`%(\[\d+\])?[-+# .\d]*[a-zA-Z]`)

// newForm makes a form of an English format and its translation.
func newForm(format, other string) (form, error) {
	f, pattern, at := form{other: other}, "(?s)^", 0
	for _, gap := range verb.FindAllStringIndex(format, -1) {
		quoted := format[gap[1]-1] == 'q'
		pattern += regexp.QuoteMeta(format[at:gap[0]])
		if quoted {
			pattern += `("(?:[^"\\]|\\.)*")`
		} else {
			pattern += "(.*?)"
		}
		f.quoted = append(f.quoted, quoted)
		f.weight += gap[0] - at
		at = gap[1]
	}
	f.weight += len(format) - at
	var err error
	f.english, err = regexp.Compile(pattern + regexp.QuoteMeta(format[at:]) + "$")
	return f, err
}

// speech is all that is said in one language, the surest forms first.
type speech []form

// speeches are those of the languages that were spoken so far.
var speeches sync.Map // of speech by language

// spoken returns what is said in the language of the window; nothing in English.
func spoken() speech {
	language := lang.X("sentences", "en")
	if known, ok := speeches.Load(language); ok {
		return known.(speech)
	}
	text, err := assets.Sentences(language)
	var all speech
	if err == nil {
		all, err = readSpeech(text)
	}
	if err != nil {
		all = nil // it stays English
	}
	speeches.Store(language, all)
	return all
}

func readSpeech(text []byte) (all speech, err error) {
	var formats map[string]string
	if err := json.Unmarshal(text, &formats); err != nil {
		return nil, err
	}
	for format, other := range formats {
		f, err := newForm(format, other)
		if err != nil {
			return nil, fmt.Errorf("%q: %w", format, err)
		}
		all = append(all, f)
	}
	slices.SortFunc(all, func(a, b form) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.english.String(), b.english.String()))
	})
	return all, nil
}

// maxHeard bounds the sentences whose translations are kept: what is on the
// screen is said ten times a second.
const maxHeard = 256

var heard = struct {
	sync.Mutex
	texts map[[2]string]string // by language and sentence; guarded by the Mutex
}{texts: map[[2]string]string{}}

// Said says a sentence of the node in the language of the person; one of a kind
// that is not known as it is.
func Said(sentence string) string {
	key := [2]string{lang.X("sentences", "en"), sentence}
	heard.Lock()
	defer heard.Unlock()
	if text, ok := heard.texts[key]; ok {
		return text
	}
	if len(heard.texts) >= maxHeard {
		heard.texts = map[[2]string]string{}
	}
	text := saidIn(spoken(), sentence)
	heard.texts[key] = text
	return text
}

// mostNested bounds how many reasons a reason has.
const mostNested = 6

func saidIn(s speech, sentence string) string {
	text, _ := s.say(sentence, mostNested)
	return text
}

// say returns the sentence in another language, and whether it is known.
func (s speech) say(sentence string, nested int) (text string, ok bool) {
	if nested == 0 {
		return sentence, false
	}
	for _, f := range s {
		found := f.english.FindStringSubmatch(sentence)
		if found == nil {
			continue
		}
		fill := make([]any, len(found)-1)
		for i, part := range found[1:] {
			if plain, err := strconv.Unquote(part); f.quoted[i] && err == nil {
				fill[i] = "“" + plain + "”"
				continue
			}
			fill[i], _ = s.say(part, nested-1)
		}
		return fmt.Sprintf(f.other, fill...), true
	}
	return sentence, false
}
