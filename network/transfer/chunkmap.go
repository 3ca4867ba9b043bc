package transfer

// chunkMap returns the map of chunks. Callers hold d.mu.
func (d *download) chunkMap() []byte {
	chunks := make([]byte, d.manifest.Chunks())
	have := d.picker.Have()
	for i := range chunks {
		chunks[i] = byte(min(d.picker.Holders(i), MapHolders))
		switch {
		case have.Has(i):
			chunks[i] |= MapHave
		case d.picker.Asked(i):
			chunks[i] |= MapFetching
		}
	}
	return chunks
}
