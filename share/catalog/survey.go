package catalog

import (
	"fmt"
	"io"
	"os"

	"hinny/share"
)

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
	state   state
	all     total
	folders map[string]total

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
	both, err := walkPages(r, size, s.visit)
	if err != nil {
		return nil, err
	}
	s.oneMeta = !both
	return s, s.agree()
}

// visit checks one row of any bucket.
func (s *survey) visit(bucket string, key, value []byte) error {
	s.rows[bucket]++
	if bucket == bucketOutboards {
		return nil // sealed by its root
	}
	payload, err := unseal(key, value)
	if err == nil {
		err = s.row(bucket, key, payload)
	}
	if err != nil {
		return fmt.Errorf("%w: bucket %q: %w", errDamaged, bucket, err)
	}
	return nil
}

func (s *survey) row(bucket string, key, payload []byte) error {
	switch bucket {
	case bucketPaths:
		r, err := decodeRecord(string(key), payload)
		if err != nil {
			return err
		}
		s.all = s.all.plus(1, r.file.Size)
		s.folders[r.file.Folder] = s.folders[r.file.Folder].plus(1, r.file.Size)
		s.idSum[0] += r.file.ID
	case bucketIDs:
		if err := fits(key, 8); err != nil {
			return err
		}
		s.idSum[1] += keyNumber(key)
	case bucketRoots:
		return fits(key, share.RootHashSize+8)
	case bucketInodes:
		return fits(key, 3*8)
	case bucketChanges:
		if err := fits(key, 8); err != nil {
			return err
		}
		_, err := decodeStep(payload)
		return err
	case bucketState:
		var err error
		s.state, err = decodeState(payload)
		return err
	case bucketFolders:
	default:
		return fmt.Errorf("%w: unknown bucket", errRecord)
	}
	return nil
}

// agree compares the buckets with each other.
func (s *survey) agree() error {
	if s.rows[bucketState] != 1 || s.state.generation == "" {
		return fmt.Errorf("%w: it has no state", errDamaged)
	}
	files := s.rows[bucketPaths]
	if s.rows[bucketIDs] != files || s.rows[bucketRoots] != files || s.idSum[0] != s.idSum[1] {
		return fmt.Errorf("%w: %d paths, %d ids and %d roots do not belong together",
			errDamaged, files, s.rows[bucketIDs], s.rows[bucketRoots])
	}
	return nil
}

func fits(key []byte, size int) error {
	if len(key) != size {
		return fmt.Errorf("%w: a key of %d bytes", errRecord, len(key))
	}
	return nil
}
