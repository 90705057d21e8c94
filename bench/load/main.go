// Command load is the benchmark's load generator: closed loop, raw sockets, every answer checked. It prints one JSON
// object per run; a wrong answer ends the run with a sentence on stderr and exit status 1.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"sort"
	"time"
)

// target is the server under load, as every mode needs it.
type target struct {
	addr string
	// pid of the server process; 0: its CPU time is not measured.
	pid int
	// timeout for one whole exchange.
	timeout time.Duration
}

func (t *target) flags(set *flag.FlagSet) {
	set.StringVar(&t.addr, "addr", "127.0.0.1:8082", "host:port of the server")
	set.IntVar(&t.pid, "pid", 0, "process whose CPU time is measured, 0: none")
	set.DurationVar(&t.timeout, "answer-timeout", 60*time.Second, "longest wait for one answer")
}

var modes = map[string]func(args []string) (any, error){
	"produce": produceMode,
	"consume": consumeMode,
	"wait":    waitMode,
	"get":     getMode,
	"forward": forwardMode,
}

func main() {
	if len(os.Args) < 2 || modes[os.Args[1]] == nil {
		names := make([]string, 0, len(modes))
		for name := range modes {
			names = append(names, name)
		}
		sort.Strings(names)
		fmt.Fprintf(os.Stderr, "usage: load MODE [flags]; modes: %v; flags of a mode: load MODE -h\n", names)
		os.Exit(64)
	}
	result, err := modes[os.Args[1]](os.Args[2:])
	if err != nil {
		fmt.Fprintf(os.Stderr, "load %s: %v\n", os.Args[1], err)
		os.Exit(1)
	}
	if err := json.NewEncoder(os.Stdout).Encode(result); err != nil {
		fmt.Fprintf(os.Stderr, "load: %v\n", err)
		os.Exit(1)
	}
}
