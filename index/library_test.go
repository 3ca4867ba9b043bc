package index

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"hinny/share"
)

// librarySeed fixes what the benchmarks search.
const librarySeed = 20240131

// librarian makes up files as big disks hold them: music in folders of artists
// and albums, series, films, photos, books, programs. Words follow Zipf's law,
// as they do in names that people give.
type librarian struct {
	random *rand.Rand
	zipf   *rand.Zipf
}

// vocabulary is how many words there are to make names of.
const vocabulary = 300_000

func newLibrarian(seed uint64) *librarian {
	random := rand.New(rand.NewPCG(seed, 1))
	return &librarian{random: random, zipf: rand.NewZipf(random, 1.08, 8, vocabulary-1)}
}

// coined spells a number as a word; common words are short, as in any language.
func coined(n uint64) string {
	var b []byte
	for n += 20; n > 0; n /= 20 {
		b = append(b, "bcdfghjklmnpqrstvwxz"[n%20], "aeiou"[(n/3)%5])
	}
	return string(b)
}

func (l *librarian) words(least, most int, between string) string {
	words := make([]string, least+l.random.IntN(most-least+1))
	for i := range words {
		words[i] = coined(l.zipf.Uint64())
	}
	return strings.Join(words, between)
}

func (l *librarian) title(least, most int, between string) string {
	words := strings.Fields(l.words(least, most, " "))
	for i, w := range words {
		words[i] = strings.ToUpper(w[:1]) + w[1:]
	}
	return strings.Join(words, between)
}

// rel makes the name of the next file.
func (l *librarian) rel(n int) string {
	pick := func(of ...string) string { return of[l.random.IntN(len(of))] }
	switch d := l.random.IntN(100); {
	case d < 45:
		return fmt.Sprintf("Music/%s/%s (%d)/%02d - %s.%s", l.title(1, 3, " "), l.title(1, 4, " "), 1960+l.random.IntN(65), 1+l.random.IntN(20),
			l.title(1, 5, " "), pick("mp3", "mp3", "flac", "ogg", "m4a"))
	case d < 60:
		return fmt.Sprintf("Series/%s/%s.S%02dE%02d.%s.%s.%s-%s.mkv", l.title(1, 3, " "), l.title(1, 3, "."), 1+l.random.IntN(9), 1+l.random.IntN(24),
			l.title(1, 3, "."), pick("720p", "1080p", "2160p"), pick("x264", "x265", "WEB-DL", "BluRay"), strings.ToUpper(l.words(1, 1, "")))
	case d < 65:
		return fmt.Sprintf("Films/%s (%d) %s.%s", l.title(1, 5, " "), 1930+l.random.IntN(95), pick("720p", "1080p", "DVDRip"), pick("mkv", "avi", "mp4"))
	case d < 85:
		return fmt.Sprintf("Photos/%d/%s/IMG_%08d_%06d.jpg", 2000+l.random.IntN(25), l.title(1, 3, " "), 20000101+l.random.IntN(250_000), n)
	case d < 95:
		return fmt.Sprintf("Books/%s/%s - %s.%s", l.title(1, 2, " "), l.title(1, 2, " "), l.title(2, 8, " "), pick("pdf", "epub", "djvu"))
	}
	return fmt.Sprintf("Software/%s-%d.%d.%d-%s.%s", l.words(1, 3, "-"), l.random.IntN(30), l.random.IntN(20), l.random.IntN(10), pick("amd64", "arm64", "win32"),
		pick("iso", "zip", "deb", "tar.gz", "exe"))
}

func (l *librarian) file(n int) share.File {
	return share.File{
		Rel: l.rel(n), Root: share.RootHash{byte(n), byte(n >> 8), byte(n >> 16), 1},
		Size: 1 << l.random.IntN(33) * (1000 + l.random.Int64N(1000)) / 1000, ModTime: time.Unix(1_000_000_000+l.random.Int64N(730_000_000), 0).UTC(),
	}
}
