package library

// head returns the next files for a worker; the channel is nil if there are
// none or the hashing is paused.
func (k *keeper) head() (batch []candidate, work chan<- []candidate) {
	if k.l.gate.isShut() {
		return nil, nil
	}
	for lane := range k.ready {
		for len(k.ready[lane]) > 0 && !k.waits(k.ready[lane][0]) {
			k.ready[lane] = k.ready[lane][1:] // it went another way
		}
		if batch = k.gather(k.ready[lane]); len(batch) > 0 {
			return batch, k.l.work
		}
	}
	return nil, nil
}

// waits reports whether a file is ready for a worker.
func (k *keeper) waits(path string) bool {
	p, ok := k.files[path]
	return ok && !p.busy && p.due.IsZero()
}

// gather takes files from the beginning of a queue. A large one goes alone.
func (k *keeper) gather(queue []string) (batch []candidate) {
	var size int64
	for _, path := range queue {
		if !k.waits(path) {
			continue
		}
		next := k.files[path].candidate
		if size += next.identity.Size; len(batch) > 0 && (size > handBytes || next.identity.Size > smallFile) {
			break
		}
		if batch = append(batch, next); len(batch) == handFiles || next.identity.Size > smallFile {
			break
		}
	}
	return batch
}

func (k *keeper) nextErrand() (string, chan<- string) {
	if k.errand || len(k.errands) == 0 {
		return "", nil
	}
	return k.errands[0], k.l.errands
}

// doors are closed to scanners while too much is pending.
func (k *keeper) doors() (found, urgent <-chan []candidate) {
	if len(k.files) < maxPending {
		found = k.l.found
	}
	if len(k.files) < maxPending+errandReserve {
		urgent = k.l.urgent
	}
	return found, urgent
}

func (k *keeper) handed(batch []candidate) {
	for _, c := range batch {
		k.files[c.path].busy = true
	}
}

func (k *keeper) finished(outcomes []outcome) {
	for _, o := range outcomes {
		p, ok := k.files[o.path]
		if !ok {
			continue
		}
		k.l.waitingSize.Add(o.read)
		k.drop(p)
		if p.again || o.again {
			k.l.touch(o.path)
		}
	}
}
