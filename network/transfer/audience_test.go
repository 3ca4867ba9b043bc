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
	for range 2 {
		if !a.promise(ann, 7, now) {
			t.Error("who asks first is refused a chunk")
		}
	}
	if a.promise(bob, 7, now.Add(queuedFor-1)) {
		t.Error("a chunk is sent twice at a time")
	}
	if !a.promise(bob, 8, now) || !a.promise(old, 7, now) {
		t.Error("another chunk, or one who does not understand, is refused")
	}
	if !a.promise(bob, 7, now.Add(queuedFor)) {
		t.Error("a promise does not end")
	}
	if !a.promise(ann, 7, now.Add(queuedFor)) || !a.promise(bob, 7, now.Add(queuedFor+1)) {
		t.Error("a chunk is promised a second time")
	}
}

// TestAPromiseIsKeptWhileItWaitsAndUntilItIsPassedOn: what waits long to be sent
// has as much time to be passed on as what is sent at once.
func TestAPromiseIsKeptWhileItWaitsAndUntilItIsPassedOn(t *testing.T) {
	root, now := share.RootHash{1}, time.Unix(1000, 0)
	var a audience
	ann, bob := listener(root), listener(root)
	a.join(ann)
	a.join(bob)
	a.promise(ann, 7, now)
	now = now.Add(passedOn + time.Second) // it waited
	a.answered(bob, 7, true, now)         // it was never promised to him
	if a.promise(bob, 7, now) {
		t.Error("what waits to be sent is sent to another")
	}
	a.answered(ann, 7, true, now)
	if a.promise(bob, 7, now.Add(passedOn-1)) || !a.promise(bob, 7, now.Add(passedOn)) {
		t.Error("it is kept from others for longer or shorter than it takes to pass it on")
	}
	a.promise(ann, 8, now)
	a.answered(ann, 8, false, now)
	if !a.promise(bob, 8, now) {
		t.Error("what was not sent is kept from others")
	}
	if !a.promise(ann, 8, now) || !a.promise(bob, 8, now) {
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
