package link

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"hinny/share"
)

const hexRoot = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

func root(t testing.TB) share.RootHash {
	t.Helper()
	h, err := share.ParseRootHash(hexRoot)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func TestGolden(t *testing.T) {
	l := Link{
		Root: root(t), Size: 1234, Name: `Bach & "Söhne" 100%+.flac`,
		Peers: []string{"/ip4/192.0.2.1/tcp/4001/p2p/12D3KooWA", "/ip6/2001:db8::1/udp/4001/quic-v1/p2p/12D3KooWB"},
	}
	want := "magnet:?xt=urn:blake3:" + hexRoot + "&xl=1234&dn=Bach%20%26%20%22S%C3%B6hne%22%20100%25%2B.flac" +
		"&x.pe=/ip4/192.0.2.1/tcp/4001/p2p/12D3KooWA&x.pe=/ip6/2001:db8::1/udp/4001/quic-v1/p2p/12D3KooWB"
	if got := l.String(); got != want {
		t.Errorf("wrote\n%s\nwant\n%s", got, want)
	}
	if got, err := Parse(want); err != nil || !reflect.DeepEqual(got, l) {
		t.Errorf("read %+v, %v", got, err)
	}
}

func TestLinkOfACollection(t *testing.T) {
	l := Link{Root: root(t), Size: -1, Collection: true}
	want := "magnet:?xt=urn:blake3:" + hexRoot + "&x.type=collection"
	if got := l.String(); got != want {
		t.Errorf("wrote %s, want %s", got, want)
	}
	if got, err := Parse(want); err != nil || !got.Collection {
		t.Errorf("read %+v, %v", got, err)
	}
}

func TestParseIsTolerant(t *testing.T) {
	plain := Link{Root: root(t), Size: -1}
	named := Link{Root: root(t), Size: 5, Name: "a b"}
	for text, want := range map[string]Link{
		"magnet:?xt=urn:blake3:" + hexRoot:                                               plain,
		"  MAGNET:?xt=URN:BLAKE3:" + strings.ToUpper(hexRoot) + "\n":                     plain,
		"magnet:?dn=a+b&xl=5&xt=urn:blake3:" + hexRoot:                                   named,
		"magnet:?tr=udp://x&dn=a%20b&xt=urn:btih:abc&xt=urn:blake3:" + hexRoot + "&xl=5": named,
		"magnet:?xt=urn:blake3:" + hexRoot + "&xl=":                                      plain,
		"magnet:?xt=urn%3Ablake3%3A" + hexRoot + "&xt=urn:blake3:" + hexRoot:             plain,
	} {
		if got, err := Parse(text); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%q\n gives %+v, %v", text, got, err)
		}
	}
}

func TestParseSaysWhatIsWrong(t *testing.T) {
	good := "magnet:?xt=urn:blake3:" + hexRoot
	for text, words := range map[string]string{
		"":                                    "does not begin",
		"http://example.org/":                 "does not begin",
		"magnet:":                             "does not begin",
		"magnet:?":                            "no xt=urn:blake3:",
		"magnet:?xt=urn:btih:" + hexRoot[:40]: "other networks",
		"magnet:?xt=urn:blake3:abc":           "64 hexadecimal",
		"magnet:?xt=urn:blake3:" + strings.Repeat("x", 64): "not hexadecimal",
		"magnet:?xt=urn:blake3:" + strings.Repeat("0", 64): "all zeros",
		good + "&xt=urn:blake3:" + strings.Repeat("1", 64): "two files",
		good + "&xl=many":              "no number",
		good + "&xl=-1":                "too large",
		good + "&xl=99999999999999999": "too large",
		good + "&dn=%zz":               "invalid URL escape",
		good + "&x.pe=":                "empty",
		good + "&x.pe=%ff":             "no text",
		good + strings.Repeat("&x.pe=/ip4/192.0.2.1", MaxPeers+1): "17 peers",
		good + "&dn=" + strings.Repeat("a", MaxBytes):             "the limit is 4096",
	} {
		_, err := Parse(text)
		if foreign := strings.Contains(text, "btih"); errors.Is(err, ErrForeign) != foreign {
			t.Errorf("%.80q is of another network: want %v, got %v", text, foreign, err)
		}
		if !errors.Is(err, ErrBadLink) || !strings.Contains(fmt.Sprint(err), words) {
			t.Errorf("%.80q gives %v; want %q in it", text, err, words)
		}
	}
}

func TestStringKeepsTheLimits(t *testing.T) {
	l := Link{Root: root(t), Size: share.MaxFileSize, Name: strings.Repeat("漢", 500)}
	for i := range 40 {
		l.Peers = append(l.Peers, fmt.Sprintf("/dns4/%s.example/tcp/%d", strings.Repeat("h", 10*i), i))
	}
	text := l.String()
	got, err := Parse(text)
	if err != nil {
		t.Fatalf("a link of %d bytes is refused: %v", len(text), err)
	}
	if len(got.Peers) == 0 || len(got.Peers) > MaxPeers || len(got.Name) != 255 {
		t.Errorf("%d peers and a name of %d bytes", len(got.Peers), len(got.Name))
	}
}

func FuzzParse(f *testing.F) {
	f.Add("magnet:?xt=urn:blake3:" + hexRoot + "&xl=7&dn=a%2Fb&x.pe=/ip4/127.0.0.1/tcp/1")
	f.Add("magnet:?dn=%ff&xt=urn:blake3:" + hexRoot)
	f.Add("magnet:?a;b")
	f.Fuzz(func(t *testing.T, text string) {
		l, err := Parse(text)
		if err != nil {
			return
		}
		if len(l.Name) > maxName {
			l.Name = cut(l.Name, maxName)
		}
		again, err := Parse(l.String())
		if err != nil {
			t.Fatalf("%q is written as %q, which is refused: %v", text, l.String(), err)
		}
		if again.Root != l.Root || again.Size != l.Size || again.Name != l.Name {
			t.Fatalf("%q gives %+v, then %+v", text, l, again)
		}
	})
}
