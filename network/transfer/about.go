package transfer

import (
	"context"
	"log/slog"

	"hinny/share"
)

// about is a log handler that says which file a record is about. Unlike With it
// does nothing before something is logged: there may be a hundred thousand
// downloads, and few of them have anything to say.
type about struct {
	slog.Handler
	root share.RootHash
}

func aboutRoot(log *slog.Logger, root share.RootHash) *slog.Logger {
	return slog.New(&about{log.Handler(), root})
}

// Handle implements slog.Handler.
func (a *about) Handle(ctx context.Context, r slog.Record) error {
	r = r.Clone()
	r.AddAttrs(slog.String("root", a.root.Short()))
	return a.Handler.Handle(ctx, r)
}

// WithAttrs implements slog.Handler.
func (a *about) WithAttrs(attrs []slog.Attr) slog.Handler {
	return &about{a.Handler.WithAttrs(attrs), a.root}
}

// WithGroup implements slog.Handler.
func (a *about) WithGroup(name string) slog.Handler { return &about{a.Handler.WithGroup(name), a.root} }
