package journal

import (
	"context"
	"log/slog"
	"slices"
	"strings"

	"hinny/app/api"
	"hinny/app/words"
)

const (
	// maxText bounds each text of an entry, in bytes: a peer that is quoted in
	// it may have much to say.
	maxText = 400
	// maxAttrs bounds the values of an entry that is not known.
	maxAttrs = 12
)

// Handler returns a slog.Handler that passes everything to next and adds what
// matters to a person to the Journal.
func (j *Journal) Handler(next slog.Handler) slog.Handler { return &handler{journal: j, next: next} }

type handler struct {
	journal *Journal
	next    slog.Handler
	attrs   []slog.Attr // of With; never changed in place
}

// Enabled implements slog.Handler.
func (h *handler) Enabled(ctx context.Context, level slog.Level) bool {
	return level >= slog.LevelInfo || h.next.Enabled(ctx, level)
}

// WithAttrs implements slog.Handler.
func (h *handler) WithAttrs(attrs []slog.Attr) slog.Handler {
	return &handler{journal: h.journal, next: h.next.WithAttrs(attrs), attrs: append(slices.Clip(h.attrs), attrs...)}
}

// WithGroup implements slog.Handler. The journal shows no groups.
func (h *handler) WithGroup(name string) slog.Handler {
	return &handler{journal: h.journal, next: h.next.WithGroup(name), attrs: h.attrs}
}

// Handle implements slog.Handler.
func (h *handler) Handle(ctx context.Context, r slog.Record) error {
	if r.Level >= slog.LevelInfo {
		if e, ok := h.journal.book.translate(h.message(r)); ok {
			e.Level = levelOf(r.Level)
			h.journal.Add(e, r.Time)
		}
	}
	if !h.next.Enabled(ctx, r.Level) {
		return nil
	}
	return h.next.Handle(ctx, r)
}

// message takes from a record what may be shown.
func (h *handler) message(r slog.Record) message {
	m := message{text: r.Message, values: map[string]string{}}
	add := func(a slog.Attr) bool {
		if _, known := m.values[a.Key]; !known && len(m.order) < maxAttrs {
			m.order = append(m.order, a.Key)
			m.values[a.Key] = textOf(a.Value.Resolve())
		}
		return true
	}
	for _, a := range h.attrs {
		add(a)
	}
	r.Attrs(add)
	return m
}

// textOf shows a value as a person writes it.
func textOf(v slog.Value) string {
	if v.Kind() == slog.KindDuration {
		return words.Duration(v.Duration())
	}
	return clean(v.String())
}

func levelOf(l slog.Level) api.Level {
	switch {
	case l >= slog.LevelError:
		return api.LevelError
	case l >= slog.LevelWarn:
		return api.LevelWarning
	}
	return api.LevelInfo
}

// clean makes a text fit to be shown on one line.
func clean(text string) string {
	text = words.Name(strings.Join(strings.Fields(text), " "))
	if len(text) > maxText {
		text = strings.ToValidUTF8(text[:maxText], "") + "…"
	}
	return text
}
