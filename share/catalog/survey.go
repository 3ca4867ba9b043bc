package catalog

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"

	"hinny/share"
	"hinny/share/boltfile"
)

// errDamaged marks a file that cannot be used as a catalog any more.
var errDamaged = errors.New("damaged catalog")

// total counts files and their bytes.
type total struct {
	files int
	bytes int64
}

func (t total) plus(files int, size int64) total {
	return total{files: t.files + files, bytes: t.bytes + size}
}

// survey is what checking a catalog file brings to light.
type survey struct {
	fresh   bool // there is no file yet
	oneMeta bool // only one meta page was good: the newest changes may be lost
	former  bool // it has buckets of an earlier form
	whole   bool // it has all buckets of today
	state   state
	all     total
	folders map[string]total
	lookups lookups

	rows  map[string]int // by bucket
	idSum [2]uint64      // sums of the ids in paths and in ids
}

func newSurvey() *survey {
	return &survey{fresh: true, folders: map[string]total{}, rows: map[string]int{}}
}

// surveyFile checks the catalog file at path without mapping it: reading a
// mapped file that is too short would kill the process.
func surveyFile(path string) (*survey, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open the catalog: %w", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, fmt.Errorf("open the catalog: %w", err)
	}
	return surveyPages(f, info.Size())
}

// surveyPages checks a catalog of the given size in bytes.
func surveyPages(r io.ReaderAt, size int64) (*survey, error) {
	s := newSurvey()
	s.fresh = false
	var parts []*part
	missing := len(buckets())
	both, err := boltfile.Walk(r, size, false, func(bucket string) boltfile.Visit {
		p := &part{survey: &survey{folders: map[string]total{}, rows: map[string]int{}}}
		s.former = s.former || slices.Contains(formerBuckets(), bucket)
		if slices.Contains(buckets(), bucket) {
			missing--
		}
		parts = append(parts, p)
		return p.visit
	})
	if errors.Is(err, boltfile.ErrDamaged) {
		return nil, fmt.Errorf("%w: %w", errDamaged, err)
	}
	if err != nil {
		return nil, err
	}
	s.oneMeta, s.whole = !both, missing == 0
	var in moves
	for _, p := range parts {
		s.add(p.survey)
		in.rootsIn, in.inodesIn = append(in.rootsIn, p.in.rootsIn...), append(in.inodesIn, p.in.inodesIn...)
	}
	s.lookups.roots.begin(in.rootsIn)
	s.lookups.inodes.begin(in.inodesIn)
	return s, s.agree()
}

// add takes over what was seen of one bucket.
func (s *survey) add(part *survey) {
	maps.Copy(s.rows, part.rows)
	maps.Copy(s.folders, part.folders)
	s.all = s.all.plus(part.all.files, part.all.bytes)
	s.idSum[0], s.idSum[1] = s.idSum[0]+part.idSum[0], s.idSum[1]+part.idSum[1]
	if part.state.generation != "" {
		s.state = part.state
	}
}

// part is the survey of one bucket.
type part struct {
	*survey
	in moves
}

// visit checks one row.
func (p *part) visit(bucket string, key, value []byte) error {
	p.rows[bucket]++
	if bucket == bucketOutboards || slices.Contains(formerBuckets(), bucket) {
		return nil // sealed by its root, or of no use
	}
	payload, err := unseal(key, value)
	if err == nil {
		err = p.row(bucket, key, payload)
	}
	if err != nil {
		return fmt.Errorf("%w: bucket %q: %w", errDamaged, bucket, err)
	}
	return nil
}

func (p *part) row(bucket string, key, payload []byte) error {
	switch bucket {
	case bucketPaths:
		return p.file(key, payload)
	case bucketIDs:
		if err := fits(key, 8); err != nil {
			return err
		}
		p.idSum[1] += keyNumber(key)
	case bucketChanges:
		if err := fits(key, 8); err != nil {
			return err
		}
		_, err := decodeStep(payload)
		return err
	case bucketState:
		var err error
		p.state, err = decodeState(payload)
		return err
	case bucketFolders:
	case bucketCounts:
		if err := fits(key, share.RootHashSize); err != nil {
			return err
		}
		_, err := decodeCount(payload)
		return err
	default:
		return fmt.Errorf("%w: unknown bucket", errRecord)
	}
	return nil
}

// file counts one file. It makes no strings: this is most of what a start does.
func (p *part) file(path, payload []byte) error {
	r, err := parseRecord(len(path), payload)
	if err != nil {
		return err
	}
	p.all = p.all.plus(1, r.size)
	p.folders[string(r.folder)] = p.folders[string(r.folder)].plus(1, r.size)
	p.idSum[0] += r.id
	p.in.rootsIn = append(p.in.rootsIn, rootRef(r.root, r.id))
	if r.identity.Inode != 0 {
		p.in.inodesIn = append(p.in.inodesIn, inodeRef(r.identity, r.id))
	}
	return checkID(r.id)
}

// agree compares the buckets with each other.
func (s *survey) agree() error {
	if s.rows[bucketState] != 1 || s.state.generation == "" {
		return fmt.Errorf("%w: it has no state", errDamaged)
	}
	files := s.rows[bucketPaths]
	if s.rows[bucketIDs] != files || s.idSum[0] != s.idSum[1] {
		return fmt.Errorf("%w: %d paths and %d ids do not belong together", errDamaged, files, s.rows[bucketIDs])
	}
	return nil
}

func fits(key []byte, size int) error {
	if len(key) != size {
		return fmt.Errorf("%w: a key of %d bytes", errRecord, len(key))
	}
	return nil
}
