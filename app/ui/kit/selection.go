package kit

// selection is which rows are selected, by key. It is pure: the table tells it
// what a person did and draws what it says.
type selection[K comparable] struct {
	keys   map[K]struct{}
	cursor K // the row that the keyboard is on
	anchor K // where a range begins
	any    bool
}

func newSelection[K comparable]() selection[K] { return selection[K]{keys: map[K]struct{}{}} }

func (s *selection[K]) has(key K) bool {
	_, ok := s.keys[key]
	return ok
}

// only selects one row and nothing else.
func (s *selection[K]) only(key K) {
	clear(s.keys)
	s.keys[key] = struct{}{}
	s.cursor, s.anchor, s.any = key, key, true
}

// toggle adds a row to the selection or takes it out.
func (s *selection[K]) toggle(key K) {
	if s.has(key) {
		delete(s.keys, key)
	} else {
		s.keys[key] = struct{}{}
	}
	s.cursor, s.anchor, s.any = key, key, true
}

// extend selects the rows from the anchor to key. The rows are given by number
// because their order is the table's affair.
func (s *selection[K]) extend(key K, from, to int, keyAt func(int) K) {
	clear(s.keys)
	for i := min(from, to); i <= max(from, to); i++ {
		s.keys[keyAt(i)] = struct{}{}
	}
	s.cursor, s.any = key, true
}

// none selects nothing.
func (s *selection[K]) none() {
	clear(s.keys)
	s.any = false
}
