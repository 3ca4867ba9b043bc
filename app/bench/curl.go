package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// curl is what a person would do without any of these programs: fetch the
// file from nginx, then check it with b3sum.
type curl struct{}

func (curl) name() string { return "curl+b3sum" }

func (curl) missing(_ *lab, s scenario, _ string) string {
	if s.sources > 1 || s.sinks > 1 {
		return "one source and one peer only"
	}
	return installed("curl", "nginx", "b3sum")
}

// nginxConfig serves one folder, with the system's fast path for files.
const nginxConfig = `daemon off; worker_processes 1; pid %[1]s/pid; error_log %[1]s/error.log;
events {}
http { access_log off; sendfile on; tcp_nopush on;
  client_body_temp_path %[1]s; proxy_temp_path %[1]s; fastcgi_temp_path %[1]s; uwsgi_temp_path %[1]s; scgi_temp_path %[1]s;
  server { listen %[2]s:%[3]d; root %[4]s; } }
`

const nginxPort = 8096

func (curl) prepare(ctx context.Context, r *round) error {
	dir, served := r.folder(0, "nginx"), r.folder(0, "served")
	if err := os.Link(r.file, filepath.Join(served, "content.bin")); err != nil {
		return err
	}
	if err := openToOthers(r); err != nil {
		return err
	}
	config := filepath.Join(dir, "nginx.conf")
	text := fmt.Sprintf(nginxConfig, dir, r.lab.addr(0), nginxPort, served)
	if err := os.WriteFile(config, []byte(text), 0o644); err != nil {
		return err
	}
	if err := r.procs.start(r.lab.cmd(ctx, 0, "nginx", "-c", config, "-e", filepath.Join(dir, "error.log"))); err != nil {
		return err
	}
	return poll(ctx, func() error {
		return r.lab.cmd(ctx, r.sink(0), "curl", "-sfI", curlURL(r)).Run()
	})
}

// openToOthers lets nginx's worker, which is nobody, read the content.
func openToOthers(r *round) error {
	for dir := r.folder(0, "served"); len(dir) > len(os.TempDir()); dir = filepath.Dir(dir) {
		if err := os.Chmod(dir, 0o755); err != nil {
			return err
		}
	}
	return os.Chmod(r.file, 0o644)
}

func curlURL(r *round) string {
	return fmt.Sprintf("http://%s:%d/content.bin", r.lab.addr(0), nginxPort)
}

func (curl) order(ctx context.Context, r *round, sink int) error {
	got := filepath.Join(r.folder(r.sink(sink), "got"), "content.bin")
	if _, err := r.procs.run(r.lab.cmd(ctx, r.sink(sink), "curl", "-sf", "-o", got, curlURL(r))); err != nil {
		return err
	}
	sum, err := r.procs.run(r.lab.cmd(ctx, r.sink(sink), "b3sum", "--no-names", got))
	if err == nil && len(strings.TrimSpace(string(sum))) != 64 {
		err = fmt.Errorf("b3sum printed %q", sum)
	}
	return err
}
