package transfer

import (
	"testing"
	"time"

	"hinny/share"
)

// listener is a session about a file that passes on what it gets.
func listener(root share.RootHash) *served {
	return &served{root: root, downloading: true, defers: true}
}

func TestAChunkIsPromisedToOneAtATime(t *testing.T) {
	root, now := share.RootHash{1}, time.Unix(1000, 0)
	var a audience
	ann, bob, old := listener(root), listener(root), &served{root: root, downloading: true}
	a.join(ann)
	if !a.promise(ann, 7, now) {
		t.Error("who is alone is refused a chunk")
	}
	a.join(bob)
	a.join(old)
	if !a.promise(ann, 7, now) || !a.promise(ann, 7, now) {
		t.Error("who asks first is refused a chunk")
	}
	if a.promise(bob, 7, now.Add(promiseLife-1)) {
		t.Error("a chunk is sent twice at a time")
	}
	if !a.promise(bob, 8, now) || !a.promise(old, 7, now) {
		t.Error("another chunk, or one who does not understand, is refused")
	}
	if !a.promise(bob, 7, now.Add(promiseLife)) {
		t.Error("a promise does not end")
	}
	if !a.promise(ann, 7, now.Add(promiseLife)) || !a.promise(bob, 7, now.Add(promiseLife+1)) {
		t.Error("a chunk is promised a second time")
	}
}

func TestAPromiseEndsWithWhomItWasMadeTo(t *testing.T) {
	root, now := share.RootHash{1}, time.Unix(1000, 0)
	var a audience
	ann, bob, eve := listener(root), listener(root), listener(root)
	a.join(ann)
	a.join(bob)
	a.join(eve)
	a.promise(ann, 7, now)
	a.leave(ann)
	if !a.promise(bob, 7, now) || a.promise(eve, 7, now) {
		t.Error("the next who asks is not the one who is promised it")
	}
	a.leave(bob)
	a.leave(eve)
	if len(a.byRoot) != 0 {
		t.Error("something is left of a file that nobody asks for")
	}
}

func TestNothingIsPromisedToWhoKeepsIt(t *testing.T) {
	root, now := share.RootHash{1}, time.Unix(1000, 0)
	var a audience
	miser, bob := &served{root: root, defers: true}, listener(root)
	a.join(miser)
	a.join(bob)
	if !a.promise(miser, 7, now) || !a.promise(bob, 7, now) {
		t.Error("a chunk that goes to somebody who does not pass it on is kept from others")
	}
}
