package library

import (
	"cmp"
	"strings"

	"hinny/app/api"
	"hinny/app/ui/order"
)

// Model is what is to be seen on the screen.
type Model struct {
	Folders []api.Folder
	Folder  string // of which the files are shown; empty: of all
	Files   []api.SharedFile
	Total   int // files that match, also those beyond MaxFiles
	Filter  string
	Order   order.Order
	Hashing Hashing
	Loaded  bool // the node has answered at least once
	Err     error
}

// Hashing says how far the reading of new files has come.
type Hashing struct {
	Files      int     // that wait or are being read
	Left       int64   // bytes of them not read yet
	Done       int64   // bytes read since there was nothing to do
	Rate, Time float64 // bytes a second, and seconds until it is done; 0 if nobody knows
	// Paused says that nothing is read until the person wants it.
	Paused bool
}

// Fraction returns how much is done, 0 to 1.
func (h Hashing) Fraction() float64 {
	if h.Done+h.Left <= 0 {
		return 0
	}
	return float64(h.Done) / float64(h.Done+h.Left)
}

// The columns.
const (
	ByName   = "name"
	BySize   = "size"
	ByKind   = "kind"
	ByFolder = "folder"
	ByAsked  = "asked"
	BySent   = "sent"
)

func columns() order.Columns[api.SharedFile] {
	return order.Columns[api.SharedFile]{
		ByName:   func(a, b api.SharedFile) int { return order.Names(a.Name, b.Name) },
		BySize:   func(a, b api.SharedFile) int { return cmp.Compare(a.Size, b.Size) },
		ByKind:   func(a, b api.SharedFile) int { return cmp.Compare(a.Kind, b.Kind) },
		ByFolder: func(a, b api.SharedFile) int { return order.Names(Dir(a), Dir(b)) },
		ByAsked:  func(a, b api.SharedFile) int { return cmp.Compare(a.Asked, b.Asked) },
		BySent:   func(a, b api.SharedFile) int { return cmp.Compare(a.Sent, b.Sent) },
	}
}

func byRel(a, b api.SharedFile) int {
	return cmp.Or(order.Names(a.Rel, b.Rel), strings.Compare(a.Path, b.Path))
}

// Dir returns the folder of a file as others see it.
func Dir(f api.SharedFile) string {
	if i := strings.LastIndexByte(f.Rel, '/'); i >= 0 {
		return f.Rel[:i]
	}
	return ""
}
