package store

import (
	"cmp"
	"crypto/rand"
	"encoding/binary"
	"strconv"
	"time"

	"github.com/google/uuid"
	bolt "go.etcd.io/bbolt"

	"vacancies/normalize/lifecycle"
)

// schemaVersion is the form of the file this program writes. A file of an
// earlier one is brought forward when it is opened (see migrations); one of a
// later one is refused.
const schemaVersion = 2

// The buckets of the file.
var (
	bucketMeta      = []byte("meta")      // schema, log, at, secret, compact
	bucketNotes     = []byte("notes")     // key -> value, the caller's own
	bucketCurrent   = []byte("current")   // vacancy id -> Record: those kept in memory
	bucketPast      = []byte("past")      // vacancy id -> Record: all others
	bucketAlias     = []byte("alias")     // advert or vacancy id -> vacancy id
	bucketRaw       = []byte("raw")       // advert id -> Sighting
	bucketChanges   = []byte("changes")   // number -> Change
	bucketSources   = []byte("sources")   // source id -> SourceState
	bucketRuns      = []byte("runs")      // source id -> (number -> Run)
	bucketMemos     = []byte("memos")     // source id -> (hash of the address -> Memo)
	bucketSamples   = []byte("samples")   // source id -> Sample
	bucketWithheld  = []byte("withheld")  // source id -> Harvest
	bucketLeftOut   = []byte("leftout")   // source id -> []Sighting
	bucketDecisions = []byte("decisions") // number -> Decision
	bucketErased    = []byte("erased")    // keyed hash of a trace -> the key
	bucketEnded     = []byte("ended")     // instant, vacancy id -> 1 while its raw adverts are kept
	bucketByBorough = []byte("byborough") // borough, instant, vacancy id: what is over
	bucketNames     = []byte("names")     // address, reference or title, vacancy id: what is over
)

var buckets = [][]byte{bucketMeta, bucketNotes, bucketCurrent, bucketPast, bucketAlias, bucketRaw, bucketChanges,
	bucketSources, bucketRuns, bucketMemos, bucketSamples, bucketWithheld, bucketLeftOut, bucketDecisions,
	bucketErased, bucketEnded, bucketByBorough, bucketNames}

// The keys of the meta bucket.
var (
	keySchema  = []byte("schema")
	keyLog     = []byte("log")     // identifies the change log
	keyAt      = []byte("at")      // instant of the last commit that changed a record
	keySecret  = []byte("secret")  // the key of the erasures' hashes
	keyCompact = []byte("compact") // present while a compaction is owed
)

// create lays out a new, empty ledger.
func create(tx *bolt.Tx) error {
	for _, name := range buckets {
		if _, err := tx.CreateBucket(name); err != nil {
			return err
		}
	}
	meta := tx.Bucket(bucketMeta)
	secret := make([]byte, 32)
	if _, err := rand.Read(secret); err != nil {
		return err
	}
	for _, kv := range [][2][]byte{
		{keySchema, []byte(strconv.Itoa(schemaVersion))},
		{keyLog, []byte(uuid.NewString())},
		{keySecret, secret},
	} {
		if err := meta.Put(kv[0], kv[1]); err != nil {
			return err
		}
	}
	return nil
}

// schemaOf is the version of a file's form.
func schemaOf(tx *bolt.Tx) (int, error) {
	meta := tx.Bucket(bucketMeta)
	if meta == nil {
		return 0, errDamaged("it is not a ledger of this program")
	}
	n, err := strconv.Atoi(string(meta.Get(keySchema)))
	if err != nil || n < 1 {
		return 0, errDamaged("its schema version is %q", meta.Get(keySchema))
	}
	return n, nil
}

// migrations lead from each version of the file's form to the next: the first
// from 1 to 2, and so on. They run in one transaction.
var migrations = []func(*bolt.Tx) error{makeLookups}

// makeLookups (1 to 2) makes what is over findable by borough and name.
func makeLookups(tx *bolt.Tx) error {
	for _, name := range [][]byte{bucketByBorough, bucketNames} {
		if _, err := tx.CreateBucketIfNotExists(name); err != nil {
			return err
		}
	}
	byBorough, names := tx.Bucket(bucketByBorough), tx.Bucket(bucketNames)
	var failed error
	err := eachRecord(tx, func(r *lifecycle.Record) {
		for _, k := range boroughKeys(r) {
			failed = cmp.Or(failed, byBorough.Put(k, []byte{}))
		}
		for _, k := range nameKeys(r) {
			failed = cmp.Or(failed, names.Put(k, []byte{}))
		}
	})
	return cmp.Or(err, failed)
}

// eachRecord visits every vacancy of any state.
func eachRecord(tx *bolt.Tx, fn func(*lifecycle.Record)) error {
	for _, name := range [][]byte{bucketCurrent, bucketPast} {
		if err := each(tx.Bucket(name), func(_ []byte, r lifecycle.Record) { fn(&r) }); err != nil {
			return err
		}
	}
	return nil
}

// migrate brings a file forward to the present version.
func migrate(tx *bolt.Tx, from int) error {
	for v := from; v < schemaVersion; v++ {
		if err := migrations[v-1](tx); err != nil {
			return err
		}
	}
	return tx.Bucket(bucketMeta).Put(keySchema, []byte(strconv.Itoa(schemaVersion)))
}

// number is a key that sorts as the number does.
func number(n uint64) []byte { return binary.BigEndian.AppendUint64(nil, n) }

// instant is a key that sorts as the instants do, from 1970 on.
func instant(t time.Time) []byte { return number(uint64(max(t.UnixNano(), 0))) }
