package fsys

// Volume is what a file system is like for a program that follows what changes
// on it. The zero value is an ordinary local disk.
type Volume struct {
	Name    string // for messages to people, such as "NFS"; empty for an ordinary disk
	Remote  bool   // changes made elsewhere are not told here: it has to be polled
	Layered bool   // files in it may name another device than the folder they lie in
	Fickle  bool   // file numbers (inodes) differ from one connection to the next
}
