//go:build !unix

package yardstick

import "time"

// Processor is the time on the wall where the system has no other.
func Processor() time.Duration { return Wall() }
