//go:build unix

package yardstick

import (
	"syscall"
	"time"
)

// Processor is the processor time of the whole process, collection of garbage
// and servers in the same process included. It does not run while others have
// the machine.
func Processor() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic("yardstick: " + err.Error()) // it fails only for an unknown "who"
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
