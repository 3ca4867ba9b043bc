package share

import "time"

// File is one file of the library. Path and Folder never leave this machine;
// what others see is Rel.
type File struct {
	ID      uint64    // the catalog's number for this path; never reused
	Root    RootHash  // what the content is
	Path    string    // absolute path on this machine
	Folder  string    // the ticked folder it lies in
	Rel     string    // the folder's shared name and the path inside it, with slashes: "Music/Bach/Air.flac"
	Size    int64     // bytes
	ModTime time.Time // as the file system said when it was hashed
	Meta    Meta      // what it says of itself; bounded
	Form    uint8     // of meta.Form when it was asked; 0: it never was
}

// Name returns the last element of Rel: what the file is called.
func (f File) Name() string {
	for i := len(f.Rel) - 1; i >= 0; i-- {
		if f.Rel[i] == '/' {
			return f.Rel[i+1:]
		}
	}
	return f.Rel
}

// Kind returns what sort of file its name says it is.
func (f File) Kind() Kind { return KindOf(f.Rel) }

// Change is one step of the library's history, as the index follows it.
type Change struct {
	Seq     uint64 // grows by at least one with every change
	Removed bool   // then only File.ID is meaningful
	File    File
}
