package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

// processes are all that one round has started, on both sides.
type processes struct {
	mu       sync.Mutex
	running  []*exec.Cmd   // guarded by mu
	finished time.Duration // guarded by mu; processor time of those that ended
}

// start begins a process that runs until stop.
func (p *processes) start(cmd *exec.Cmd) error {
	if err := cmd.Start(); err != nil {
		return err
	}
	p.mu.Lock()
	p.running = append(p.running, cmd)
	p.mu.Unlock()
	return nil
}

// run lets a process run to its end and counts its processor time.
func (p *processes) run(cmd *exec.Cmd) ([]byte, error) {
	var out, problem bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &problem
	if err := p.start(cmd); err != nil {
		return nil, err
	}
	err := cmd.Wait()
	p.mu.Lock()
	p.finished += cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	for i, other := range p.running {
		if other == cmd {
			p.running = append(p.running[:i], p.running[i+1:]...)
			break
		}
	}
	p.mu.Unlock()
	if err != nil {
		return nil, fmt.Errorf("%s: %w: %s", cmd.Args, err, strings.TrimSpace(problem.String()))
	}
	return out.Bytes(), nil
}

// stop ends what still runs: politely, then not.
func (p *processes) stop() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, cmd := range p.running {
		_ = cmd.Process.Signal(syscall.SIGTERM)
	}
	const patience = 5 * time.Second
	for _, cmd := range p.running {
		kill := time.AfterFunc(patience, func() { _ = cmd.Process.Kill() })
		_ = cmd.Wait()
		kill.Stop()
	}
	p.running = nil
}

// measurement is what one round cost.
type measurement struct {
	wall  time.Duration
	cpu   time.Duration // of all processes
	mem   int64         // bytes, the largest anonymous resident size of one process
	bytes int64         // delivered to all sinks together
}

func (m measurement) brief(err error) string {
	if err != nil {
		return "failed: " + err.Error()
	}
	return fmt.Sprintf("%.2f s, %.0f MB/s, %.2f CPU s", m.wall.Seconds(), m.rate(), m.cpu.Seconds())
}

// rate is in megabytes (10^6) a second.
func (m measurement) rate() float64 { return float64(m.bytes) / 1e6 / m.wall.Seconds() }

// perGiB is processor seconds for each GiB delivered.
func (m measurement) perGiB() float64 { return m.cpu.Seconds() / (float64(m.bytes) / (1 << 30)) }

// watch looks at memory while a round runs and at processor time around it.
type watch struct {
	p     *processes
	began time.Duration
	quit  chan struct{}
	peak  chan int64
}

// sampling is how often memory is looked at: reading a status file costs
// microseconds.
const sampling = 50 * time.Millisecond

func (p *processes) watch() *watch {
	w := &watch{p: p, began: p.cpu(), quit: make(chan struct{}), peak: make(chan int64)}
	go func() {
		var peak int64
		for tick := time.NewTicker(sampling); ; {
			select {
			case <-tick.C:
				peak = max(peak, p.largest())
			case <-w.quit:
				tick.Stop()
				w.peak <- peak
				return
			}
		}
	}()
	return w
}

func (w *watch) done(wall time.Duration) measurement {
	cpu := w.p.cpu() - w.began
	close(w.quit)
	return measurement{wall: wall, cpu: cpu, mem: <-w.peak}
}

// cpu sums the processor time of everything, ended or running.
func (p *processes) cpu() time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	total := p.finished
	for _, cmd := range p.running {
		total += processTime(cmd.Process.Pid)
	}
	return total
}

func (p *processes) largest() (most int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, cmd := range p.running {
		most = max(most, anonymous(cmd.Process.Pid))
	}
	return most
}

// clockTick is the unit of /proc/PID/stat on Linux.
const clockTick = 10 * time.Millisecond

// processTime reads user and system time, with that of children waited for.
func processTime(pid int) time.Duration {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0
	}
	// The name in parentheses may hold spaces: fields are counted behind it.
	fields := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:]))
	const utime, cstime = 11, 14 // of proc(5)'s fields 14 to 17, from the state on
	var total time.Duration
	for _, field := range fields[utime : cstime+1] {
		ticks, _ := strconv.ParseInt(field, 10, 64)
		total += time.Duration(ticks) * clockTick
	}
	return total
}

// anonymous reads RssAnon: private memory without mapped files.
func anonymous(pid int) int64 { return statusField(pid, "RssAnon:") }
