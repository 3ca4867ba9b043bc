package rank

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// judgedSeed fixes how many peers have which file.
const judgedSeed = 7

// judged is a query with names a network holds, and how good an answer each is:
// 3 what was meant, 2 as good as it, 1 of use, 0 none though the words are there.
type judged struct {
	text  string
	names map[string]int
}

// judgements are names as people give them. The first thing a person would
// click has 3.
func judgements() []judged {
	return []judged{
		{"ubuntu 24.04 desktop", map[string]int{"Ubuntu.24.04-desktop_amd64.iso": 3, "linux/ubuntu-24.04.1-desktop-amd64.iso": 2, "How to install Ubuntu 24.04 on your old desktop computer, part 3.mkv": 0, "ubuntu/24/04/desktop/wallpaper.jpg": 0, "Ubuntu 24.04 desktop guide.pdf": 1}},
		{"beethoven symphony 9", map[string]int{"Beethoven - Symphony No. 9.flac": 3, "Beethoven/Symphony No. 9/04 Presto - Allegro assai.flac": 2, "Beethoven Symphony 5 and others, disc 9 of 12.mp3": 0, "Classical/Beethoven/9 variations/Not the symphony.mp3": 0}},
		{"bach air", map[string]int{"Bach - Air.flac": 3, "J.S. Bach - Air on the G String.mp3": 2, "Bach and airport noise - air traffic remix extended mix.mp3": 0, "Bach/Air/cover.jpg": 0}},
		{"dune 2021 1080p", map[string]int{"Dune.2021.1080p.BluRay.x264-GRP.mkv": 3, "Films/Dune (2021) 1080p.mp4": 3, "2021/1080p/trailers/sand dune buggy race compilation.mp4": 0, "Dune.2021.1080p.sample.mkv": 1}},
		{"the wall", map[string]int{"Pink Floyd - The Wall.flac": 3, "Pink Floyd/The Wall/05 Another Brick in the Wall (Part 2).flac": 2, "Photos/the garden wall behind our old house in summer.jpg": 0, "Wall calendar of the year.pdf": 0}},
		{"show s01e02", map[string]int{"Show.S01E02.1080p.x264-GRP.mkv": 3, "Show/Season 1/Show S01E02 The Second.mkv": 3, "Show.S01E02.subs.srt": 1, "Best show moments S01 with S01E02 and S01E03 reviewed by fans.mp4": 0}},
		{"大学 讲义", map[string]int{"北京大学讲义.pdf": 3, "大学物理讲义.pdf": 3, "大学/照片/讲义封面和其他二十张照片合集.jpg": 0}},
		{"beyonce deja vu", map[string]int{"Beyoncé – Déjà Vu (Live).flac": 2, "Beyoncé - Déjà Vu.mp3": 3, "Deja vu mix feat. songs of Rihanna, Beyonce and many others.mp3": 0}},
		{"python cookbook", map[string]int{"Python Cookbook, 3rd Edition.pdf": 3, "Books/Programming/Python Cookbook.epub": 3, "Monty Python and a vegetarian cookbook review.txt": 0, "python/cookbook/__init__.py": 0}},
		{"x264", map[string]int{"x264.exe": 3, "x264-r3107.zip": 3, "Some.Show.S03E11.720p.WEB.x264-NONE.mkv": 0, "A.Very.Long.Film.Title.2003.x264.mkv": 0}},
		{"gimp manual", map[string]int{"GIMP Manual.pdf": 3, "gimp-2.10-manual-en.pdf": 3, "manual/gimp/images/toolbox.png": 0, "gimp without reading the manual - tutorial 17.mp4": 0}},
		{"miles davis kind of blue", map[string]int{"Miles Davis - Kind of Blue.flac": 3, "Miles Davis/Kind of Blue/01 So What.flac": 2, "Kind of a documentary about Miles Davis and blue notes.mkv": 0}},
	}
}

// Where the peers are: honest ones here and there, spammers, who need many, where
// it is cheap.
const (
	honestNetworks = 40
	spamNetworks   = 3
)

// crowd answers a judged query: honest peers, of whom more have what is good,
// and spam peers that name a file after every query, each its own and all of
// them one together.
func crowd(m *Merger, j judged, random *rand.Rand, spammers int) (grades map[string]int) {
	grades = map[string]int{}
	var names []string
	for name := range j.names {
		names = append(names, name)
	}
	slices.Sort(names)
	for n, name := range names {
		for range 1 + random.IntN(2+2*j.names[name]) {
			peer := random.IntN(70)
			m.Add(from(hit(n+1, name, fmt.Sprint("honest", peer)), fmt.Sprint("net", peer%honestNetworks)))
		}
		grades[name] = j.names[name]
	}
	for n := range spammers {
		there := fmt.Sprint("cheap", n%spamNetworks)
		m.Add(from(hit(1000+n, j.text+".exe", spammer(n)), there))
		m.Add(from(hit(2000, j.text+" full free.zip", spammer(n)), there))
	}
	return grades
}

func from(h Hit, network string) Hit {
	h.Network = network
	return h
}

func spammer(n int) string { return fmt.Sprint("spam", n) }

// gain is the discounted cumulative gain of the first ten.
func gain(grades []int) (sum float64) {
	for i, grade := range grades[:min(len(grades), 10)] {
		sum += (math.Exp2(float64(grade)) - 1) / math.Log2(float64(i)+2)
	}
	return sum
}

// judge runs judged queries some times and returns the mean nDCG@10 and the
// share of them with a right file among the first three.
func judge(t testing.TB, queries []judged, spammers int, trust *Trust) (ndcg, topThree float64) {
	random := rand.New(rand.NewPCG(judgedSeed, 0))
	const times = 25
	runs, inTop := 0, 0
	for range times {
		for _, j := range queries {
			m := merger(t, j.text)
			m.Doubting(trust.Doubts)
			grades := crowd(m, j, random, spammers)
			var got, ideal []int
			for _, result := range m.Results() {
				got = append(got, grades[result.Name])
			}
			for _, grade := range grades {
				ideal = append(ideal, grade)
			}
			slices.SortFunc(ideal, func(a, b int) int { return cmp.Compare(b, a) })
			ndcg += gain(got) / gain(ideal)
			if slices.Max(got[:min(len(got), 3)]) >= 2 {
				inTop++
			}
			runs++
		}
	}
	return ndcg / float64(runs), float64(inTop) / float64(runs)
}

// alarmed is a Trust after one canary.
func alarmed(spammers int) *Trust {
	trust := &Trust{}
	for n := range spammers {
		trust.Echoed(spammer(n))
	}
	return trust
}

// thirty of a hundred peers are spammers.
const thirty = 30

func TestTheRightFileIsOnTop(t *testing.T) {
	if ndcg, top := judge(t, everything(), 0, nil); ndcg < 0.9 || top < 0.95 {
		t.Errorf("nDCG@10 is %.3f, a right file is in the top 3 of %.1f %% of the queries", ndcg, 100*top)
	}
}

// TestSpamBeforeTheFirstCanary: it is not known yet who answers everything.
// What is promised is the top three; nDCG only guards against a step back. It
// is lower over all queries (0.738) than over the first twelve (0.794).
func TestSpamBeforeTheFirstCanary(t *testing.T) {
	for _, c := range []struct {
		queries []judged
		least   float64
	}{{judgements(), 0.75}, {everything(), 0.70}} {
		if ndcg, top := judge(t, c.queries, thirty, nil); ndcg < c.least || top < 0.95 {
			t.Errorf("nDCG@10 is %.3f, a right file is in the top 3 of %.1f %% of %d queries", ndcg, 100*top, len(c.queries))
		}
	}
}

func TestPeersThatAnswerEverythingAreLeftOut(t *testing.T) {
	if ndcg, top := judge(t, everything(), thirty, alarmed(thirty)); ndcg < 0.9 || top < 0.95 {
		t.Errorf("nDCG@10 is %.3f, a right file is in the top 3 of %.1f %% of the queries", ndcg, 100*top)
	}
	own := merger(t, "air")
	own.Doubting(alarmed(1).Doubts)
	if _, changed := own.Add(Hit{Root: root(1), Name: "Air.flac", Provider: spammer(0), Own: true}); !changed {
		t.Error("our own file is left out")
	}
}

func TestTrustIsBounded(t *testing.T) {
	trust := alarmed(MaxEchoers + 10)
	if len(trust.echoers) != MaxEchoers || !trust.Doubts(spammer(MaxEchoers+9)) {
		t.Errorf("%d peers are remembered, the last: %v", len(trust.echoers), trust.Doubts(spammer(MaxEchoers+9)))
	}
}

// BenchmarkJudged prints how good the order of results is, quiet, under spam,
// and under spam once a canary was sent.
func BenchmarkJudged(b *testing.B) {
	for b.Loop() {
		for name, c := range map[string]struct {
			spammers int
			trust    *Trust
		}{"quiet": {}, "spam": {spammers: thirty}, "canary": {thirty, alarmed(thirty)}} {
			ndcg, top := judge(b, everything(), c.spammers, c.trust)
			b.ReportMetric(ndcg, name+"-nDCG@10")
			b.ReportMetric(100*top, name+"-top3-%")
		}
	}
}
