package transfers

import "hinny/app/api"

// Recheck has downloads on the disk read again.
func (p *Presenter) Recheck(rows []api.Transfer) {
	if checker, ok := p.node.(api.Checker); ok {
		p.each(rows, checker.Recheck)
	}
}
