package store

import (
	"encoding/binary"
	"encoding/json"
	"hash/crc64"

	"github.com/klauspost/compress/s2"
	"github.com/klauspost/compress/zstd"
)

// A stored value is one byte that says how it is written, a checksum of its
// JSON, and the JSON, compressed where that is worth while. The checksum finds
// damage that the file's structure does not show, and tells an equal value
// without decoding it.
//
// Values are packed with S2: zstd makes them a fifth smaller, and takes longer
// than the whole of bbolt's own update. Files of schema 1 hold zstd.
const (
	plainValue  = 1
	zstdValue   = 2
	s2Value     = 3
	headerBytes = 9
	// packFrom is the size from which a value is compressed.
	packFrom = 400
	// maxValue bounds what a value may unpack to: a damaged one must not take all memory.
	maxValue = 64 << 20
)

var crcTable = crc64.MakeTable(crc64.ECMA)

var unpacker = func() *zstd.Decoder {
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(2), zstd.WithDecoderMaxMemory(maxValue))
	if err != nil {
		panic("store: " + err.Error()) // the options are constants
	}
	return dec
}()

// pack writes a value whose JSON has this checksum.
func pack(b []byte, sum uint64) []byte {
	out := make([]byte, headerBytes, headerBytes+max(len(b), s2.MaxEncodedLen(len(b))))
	binary.BigEndian.PutUint64(out[1:], sum)
	if len(b) < packFrom {
		out[0] = plainValue
		return append(out, b...)
	}
	out[0] = s2Value
	room := out[headerBytes : headerBytes+s2.MaxEncodedLen(len(b))]
	return out[:headerBytes+len(s2.Encode(room, b))]
}

// sameValue reports whether a stored value is the packed form of what is to be
// written, by its checksum.
func sameValue(stored []byte, sum uint64) bool {
	return len(stored) >= headerBytes && binary.BigEndian.Uint64(stored[1:headerBytes]) == sum
}

// decode reads a value; what it gives shares nothing with the file.
func decode(stored []byte, into any) error {
	b, err := unpack(stored)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(b, into); err != nil {
		return errDamaged("a %T cannot be read: %v", into, err)
	}
	return nil
}

func unpack(stored []byte) ([]byte, error) {
	if len(stored) < headerBytes {
		return nil, errDamaged("a value of %d bytes", len(stored))
	}
	b := stored[headerBytes:]
	switch stored[0] {
	case plainValue:
	case s2Value:
		n, err := s2.DecodedLen(b)
		if err == nil && n > maxValue {
			err = s2.ErrTooLarge
		}
		if err == nil {
			b, err = s2.Decode(nil, b)
		}
		if err != nil {
			return nil, errDamaged("a value cannot be unpacked: %v", err)
		}
	case zstdValue:
		var err error
		if b, err = unpacker.DecodeAll(b, nil); err != nil {
			return nil, errDamaged("a value cannot be unpacked: %v", err)
		}
	default:
		return nil, errDamaged("a value of the unknown form %d", stored[0])
	}
	if !sameValue(stored, crc64.Checksum(b, crcTable)) {
		return nil, errDamaged("a value does not match its checksum")
	}
	return b, nil
}
