package vocabulary

// meter measures how far words are apart. It keeps three rows between
// measurements, so that a measurement allocates nothing.
type meter struct{ before, last, row []int }

// distance returns the optimal string alignment distance of two words (a letter
// wrong, missing, too much, or two neighbours in the wrong order is one slip;
// Navarro, "A Guided Tour to Approximate String Matching", 2001, section 2), or
// something above most as soon as it is sure to be.
func (m *meter) distance(a, b []rune, most int) int {
	m.rows(len(b) + 1)
	for j := range m.last {
		m.last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		m.row[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			slip := 1
			if a[i-1] == b[j-1] {
				slip = 0
			}
			n := min(m.last[j]+1, m.row[j-1]+1, m.last[j-1]+slip)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				n = min(n, m.before[j-2]+1)
			}
			m.row[j] = n
			least = min(least, n)
		}
		if least > most {
			return least // no row after this one has anything smaller
		}
		m.before, m.last, m.row = m.last, m.row, m.before
	}
	return m.last[len(b)]
}

// rows makes the rows long enough.
func (m *meter) rows(n int) {
	if cap(m.row) < n || cap(m.last) < n || cap(m.before) < n {
		m.before, m.last, m.row = make([]int, n), make([]int, n), make([]int, n)
	}
	m.before, m.last, m.row = m.before[:n], m.last[:n], m.row[:n]
}
