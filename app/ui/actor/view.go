package actor

import "sync/atomic"

// View holds the newest model for a drawer on another goroutine.
type View[M any] struct {
	model   atomic.Pointer[M]
	changed func()
}

// NewView returns a View that calls changed, which must not block, after each
// Set. Before the first one, Get returns the zero model.
func NewView[M any](changed func()) *View[M] {
	v := &View[M]{changed: changed}
	v.model.Store(new(M))
	return v
}

// Set shows a model. Whatever it refers to must not change any more.
func (v *View[M]) Set(model M) {
	v.model.Store(&model)
	v.changed()
}

// Get returns the model that was set last.
func (v *View[M]) Get() M { return *v.model.Load() }
