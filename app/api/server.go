package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"

	"hinny/share"
)

// Time limits of the server. The other side is a program of the same person,
// so they guard against a hung or broken one, not against an attacker.
const (
	readTimeout  = 10 * time.Second // for the head and then for the body of a request
	writeTimeout = 30 * time.Second // for each line of an answer
	idleTimeout  = time.Minute      // for a connection between two requests
	stopTimeout  = time.Second      // for running commands to notice that the node stops
)

// Server offers a Backend to the other programs of the same person.
type Server struct {
	home    string
	handler http.Handler
	log     *slog.Logger
	once    sync.Once
	ready   chan struct{}
}

// NewServer returns a Server of the backend for the home folder. The caller
// holds the home's lock, so that whatever socket lies there is a dead one's.
func NewServer(home string, backend Backend, log *slog.Logger) *Server {
	return &Server{home: home, handler: Handler(backend), log: log, ready: make(chan struct{})}
}

// Ready is closed once clients can connect.
func (s *Server) Ready() <-chan struct{} { return s.ready }

// Run listens on the home's socket and serves until ctx ends. Commands that
// run at that moment are cancelled and get a second to say so.
func (s *Server) Run(ctx context.Context) error {
	listener, err := listen(s.home)
	if err != nil {
		return fmt.Errorf("open the local API in %s: %w", s.home, err)
	}
	server := &http.Server{
		Handler:           s.handler,
		ReadHeaderTimeout: readTimeout,
		IdleTimeout:       idleTimeout,
		BaseContext:       func(net.Listener) context.Context { return ctx },
		ErrorLog:          slog.NewLogLogger(s.log.Handler(), slog.LevelDebug),
	}
	served := make(chan error, 1)
	go func() { served <- server.Serve(listener) }()
	s.once.Do(func() { close(s.ready) })
	select {
	case err = <-served:
	case <-ctx.Done():
		grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTimeout)
		defer cancel()
		if server.Shutdown(grace) != nil {
			server.Close()
		}
		err = <-served
	}
	closeListener(listener, s.home)
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return fmt.Errorf("serve the local API: %w", err)
}

// Handler returns the HTTP side of a backend: the Server without its socket.
func Handler(b Backend) http.Handler {
	mux := http.NewServeMux()
	answer(mux, cmdStatus, func(ctx context.Context, _ nothing) (Status, error) { return b.Status(ctx) })
	answer(mux, cmdFolders, func(ctx context.Context, _ nothing) ([]Folder, error) { return b.Folders(ctx) })
	answer(mux, cmdAddFolder, func(ctx context.Context, in text) (Folder, error) { return b.AddFolder(ctx, in.Text) })
	answer(mux, cmdRemoveFolder, func(ctx context.Context, in text) (nothing, error) { return nothing{}, b.RemoveFolder(ctx, in.Text) })
	answer(mux, cmdFiles, b.Files)
	serveSearch(mux, b)
	answer(mux, cmdGet, b.Get)
	answer(mux, cmdTransfers, func(ctx context.Context, _ nothing) ([]Transfer, error) { return b.Transfers(ctx) })
	answer(mux, cmdTransfer, func(ctx context.Context, in rooted) (Transfer, error) { return b.Transfer(ctx, in.Root) })
	answer(mux, cmdPause, onRoot(b.Pause))
	answer(mux, cmdResume, onRoot(b.Resume))
	answer(mux, cmdCancel, onRoot(b.Cancel))
	answer(mux, cmdUploads, func(ctx context.Context, _ nothing) ([]Upload, error) { return b.Uploads(ctx) })
	answer(mux, cmdPeers, func(ctx context.Context, _ nothing) ([]Peer, error) { return b.Peers(ctx) })
	answer(mux, cmdFindPeer, func(ctx context.Context, in text) (Peer, error) { return b.FindPeer(ctx, in.Text) })
	stream(mux, cmdBrowse, func(ctx context.Context, in text, found func(SharedFile) bool) error {
		return b.Browse(ctx, in.Text, found)
	})
	answer(mux, cmdConnect, func(ctx context.Context, in text) (Peer, error) { return b.Connect(ctx, in.Text) })
	answer(mux, cmdCollect, func(ctx context.Context, in gathered) (Link, error) { return b.Collect(ctx, in.Name, in.Paths) })
	answer(mux, cmdCollection, func(ctx context.Context, in text) (Collection, error) { return b.Collection(ctx, in.Text) })
	answer(mux, cmdLink, func(ctx context.Context, in text) (Link, error) { return b.Link(ctx, in.Text) })
	offer(mux, b)
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		fail(w, &Error{CodeUsage, "this node knows no command " + r.Method + " " + r.URL.Path + "; is it of another version?"})
	})
	return mux
}

// offer serves what only some backends can do.
func offer(mux *http.ServeMux, b Backend) {
	if l, ok := b.(Limiter); ok {
		answer(mux, cmdLimits, l.Limit)
	}
	if s, ok := b.(Scheduler); ok {
		answer(mux, cmdSchedule, func(ctx context.Context, _ nothing) (Scheduled, error) { return s.Schedule(ctx) })
		answer(mux, cmdSetSchedule, s.SetSchedule)
	}
	if r, ok := b.(Reviewer); ok {
		answer(mux, cmdReviewFolder, func(ctx context.Context, in text) (Review, error) { return r.ReviewFolder(ctx, in.Text) })
	}
	serveExclusions(mux, b)
	serveLocal(mux, b)
	serveSequence(mux, b)
	serveRecheck(mux, b)
	serveQueue(mux, b)
	serveCategories(mux, b)
	if m, ok := b.(Marker); ok {
		answer(mux, cmdMark, func(ctx context.Context, in Marked) (nothing, error) { return nothing{}, m.Mark(ctx, in) })
		answer(mux, cmdMarks, func(ctx context.Context, _ nothing) ([]Marked, error) { return m.Marks(ctx) })
	}
	if p, ok := b.(Prioritizer); ok {
		answer(mux, cmdPriority, func(ctx context.Context, in urgency) (nothing, error) {
			return nothing{}, p.SetPriority(ctx, in.Root, in.Priority)
		})
	}
	if a, ok := b.(Acquainted); ok {
		answer(mux, cmdSetContact, func(ctx context.Context, in Contact) (nothing, error) { return nothing{}, a.SetContact(ctx, in) })
		answer(mux, cmdForgetContact, onText(a.ForgetContact))
		answer(mux, cmdContacts, func(ctx context.Context, _ nothing) ([]Contact, error) { return a.Contacts(ctx) })
	}
	if f, ok := b.(Befriender); ok {
		answer(mux, cmdSetFriend, func(ctx context.Context, in friendship) (nothing, error) {
			return nothing{}, f.SetFriend(ctx, in.Peer, in.Friend)
		})
	}
	serveLog(mux, b)
	serveStatistics(mux, b)
	serveHoldings(mux, b)
	serveHashing(mux, b)
	serveNaming(mux, b)
	serveDownloads(mux, b)
	serveDisplayName(mux, b)
	if s, ok := b.(Saver); ok {
		answer(mux, cmdSaveSearch, onText(s.SaveSearch))
		answer(mux, cmdForgetSearch, onText(s.ForgetSearch))
		answer(mux, cmdSavedSearches, func(ctx context.Context, _ nothing) ([]SavedSearch, error) { return s.SavedSearches(ctx) })
		answer(mux, cmdLookedAt, onText(s.LookedAt))
	}
}

func onRoot(do func(context.Context, share.RootHash) error) func(context.Context, rooted) (nothing, error) {
	return func(ctx context.Context, in rooted) (nothing, error) { return nothing{}, do(ctx, in.Root) }
}

// answer serves a command that has one answer.
func answer[In, Out any](mux *http.ServeMux, name string, do func(context.Context, In) (Out, error)) {
	mux.HandleFunc("POST "+prefix+name, func(w http.ResponseWriter, r *http.Request) {
		in, err := receive[In](w, r)
		if err != nil {
			fail(w, err)
			return
		}
		out, err := do(r.Context(), in)
		if err != nil {
			fail(w, err)
			return
		}
		send(w, http.StatusOK, out)
	})
}

// stream serves a command that answers line by line. Once lines are out, a
// failure is the last of them.
func stream[In, Out any](mux *http.ServeMux, name string, do func(context.Context, In, func(Out) bool) error) {
	streamWith(mux, name, func(ctx context.Context, in In, to lines[Out]) error { return do(ctx, in, to.found) })
}

// lines is where a command's answer goes, line by line.
type lines[Out any] struct{ put func(line[Out]) bool }

func (l lines[Out]) found(item Out) bool { return l.put(line[Out]{Item: &item}) }

// streamWith is stream for a command that tells more than what it finds.
func streamWith[In, Out any](mux *http.ServeMux, name string, do func(context.Context, In, lines[Out]) error) {
	mux.HandleFunc("POST "+prefix+name, func(w http.ResponseWriter, r *http.Request) {
		in, err := receive[In](w, r)
		if err != nil {
			fail(w, err)
			return
		}
		w.Header().Set("Content-Type", "application/x-ndjson")
		control, encoder := http.NewResponseController(w), json.NewEncoder(w)
		put := func(l line[Out]) bool {
			_ = control.SetWriteDeadline(time.Now().Add(writeTimeout)) // a writer without deadlines only waits longer
			return encoder.Encode(l) == nil && control.Flush() == nil
		}
		// The head goes out at once: the client must know that its command
		// runs before the first line is found.
		if control.Flush() != nil {
			return
		}
		if err := do(r.Context(), in, lines[Out]{put}); err != nil {
			put(line[Out]{Error: failure(err)})
			return
		}
		put(line[Out]{End: true})
	})
}

// receive reads the one JSON object that is a command's argument.
func receive[In any](w http.ResponseWriter, r *http.Request) (In, error) {
	var in In
	control := http.NewResponseController(w)
	_ = control.SetReadDeadline(time.Now().Add(readTimeout)) // not offered by a test's recorder
	decoder := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxRequest))
	decoder.DisallowUnknownFields()
	err := decoder.Decode(&in)
	if err == nil {
		if _, more := decoder.Token(); !errors.Is(more, io.EOF) {
			err = errors.New("more than one JSON object")
		}
	}
	if err != nil {
		return in, &Error{CodeUsage, fmt.Sprintf("cannot read the argument of %s: %v", r.URL.Path, err)}
	}
	// From here on only the client's going away ends the command.
	_ = control.SetReadDeadline(time.Time{})
	return in, nil
}

func fail(w http.ResponseWriter, err error) {
	known := failure(err)
	send(w, known.Code.status(), known)
}

// failure says what became of a command. Only two things cancel one: its
// client, who then reads no answer, and the end of the node.
func failure(err error) *Error {
	if errors.Is(err, context.Canceled) {
		return &Error{CodeNotRunning, "the node is stopping"}
	}
	return AsError(err)
}

func send(w http.ResponseWriter, status int, value any) {
	w.Header().Set("Content-Type", "application/json")
	_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(writeTimeout)) // as in stream
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(value) // a client that went away needs no answer
}
