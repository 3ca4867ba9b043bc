package uitest

import "sync"

// Queue stands for fyne.Do in tests: what is posted waits until the test pumps
// it, on the test's own goroutine, so that the race detector sees the truth.
type Queue struct {
	mu    sync.Mutex
	tasks []func() // guarded by mu
}

// Do queues a function.
func (q *Queue) Do(task func()) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.tasks = append(q.tasks, task)
}

// Pump runs what is queued and returns how many that were.
func (q *Queue) Pump() int {
	q.mu.Lock()
	tasks := q.tasks
	q.tasks = nil
	q.mu.Unlock()
	for _, task := range tasks {
		task()
	}
	return len(tasks)
}
