package library

import (
	"time"

	"hinny/share/catalog"
)

// settled reports whether a file stood still long enough before it was seen. A
// time in the future says nothing.
func (k *keeper) settled(now time.Time, id catalog.Identity) bool {
	return now.UnixNano()-max(id.MTime, id.CTime) >= int64(k.l.options.Quiet)
}

func (k *keeper) wait(now time.Time, p *pending) {
	p.due = now.Add(k.l.options.Quiet)
	k.settling = append(k.settling, timed{p.path, p.due})
}

func (k *keeper) enqueue(p *pending) {
	p.due = time.Time{}
	lane := 1
	if p.urgent {
		lane = 0
	}
	k.ready[lane] = append(k.ready[lane], p.path)
}

// settle passes on the files that stood still for the quiet period.
func (k *keeper) settle(now time.Time) {
	for len(k.settling) > 0 && !k.settling[0].due.After(now) {
		next := k.settling[0]
		k.settling = k.settling[1:]
		p, ok := k.files[next.path]
		if !ok || p.busy || !p.due.Equal(next.due) {
			continue
		}
		folder, _ := k.l.folderOf(p.path)
		info, ok := k.l.eligible(folder.Path, p.path)
		if !ok || info.IsDir() {
			k.drop(p)
			k.l.touch(p.path)
			continue
		}
		if id := identify(info); id != p.identity {
			k.l.waitingSize.Add(id.Size - p.identity.Size)
			p.identity = id
			k.wait(now, p)
			continue
		}
		k.enqueue(p)
	}
}
