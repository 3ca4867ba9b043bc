package picker

import "hinny/share"

// Coming notes that p is sending a chunk to somebody else, who will soon hold
// it: to ask p for others first gets more out of it. The chunk counts as held
// once more until the new holder says so itself.
func (k *Picker[P]) Coming(p P, chunk int) {
	v := k.peers[p]
	if v == nil || chunk < 0 || chunk >= len(k.askers) || !v.have.Has(chunk) || k.have.Has(chunk) || k.coming.Has(chunk) {
		return
	}
	k.coming.Set(chunk)
	k.free.gained(chunk)
}

// arrived reports whether the new holder of a chunk is the one that was
// announced, and so is counted already.
func (k *Picker[P]) arrived(chunk int) bool {
	announced := k.coming.Has(chunk)
	k.coming.Clear(chunk)
	return announced
}

// forgetComing drops what was announced when somebody leaves: it may be the one
// who was to hold it.
func (k *Picker[P]) forgetComing() {
	for chunk := range k.coming.Present() {
		k.free.lost(chunk)
	}
	k.coming = share.NewBitfield(len(k.askers))
}
