package main

import (
	"errors"
	"flag"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

type getResult struct {
	Requests          int64   `json:"requests"`
	Seconds           float64 `json:"seconds"`
	RequestsPerSecond float64 `json:"requestsPerSecond"`
	CPUSeconds        float64 `json:"cpuSeconds"`
	LatencyMs         latency `json:"latencyMs"`
}

// getMode sends a number of GET requests, going round a list of paths; every answer must be 200 and hold a given text.
func getMode(args []string) (any, error) {
	var t target
	set := flag.NewFlagSet("get", flag.ExitOnError)
	t.flags(set)
	paths := set.String("paths", "", "comma separated; PATH or PATH=TEXT, where TEXT must be in the answer")
	requests := set.Int64("requests", 1000, "requests in all")
	connections := set.Int("connections", 8, "connections, one request in flight on each")
	if err := set.Parse(args); err != nil {
		return nil, err
	}
	if *paths == "" {
		return nil, errors.New("needs -paths")
	}
	var wire [][]byte
	var texts []string
	for _, entry := range strings.Split(*paths, ",") {
		path, text, _ := strings.Cut(entry, "=")
		wire = append(wire, buildRequest("GET", path, t.addr, "", v2Type, nil, true))
		texts = append(texts, text)
	}
	histograms := make([]histogram, *connections)
	failures := make([]error, *connections)
	var next atomic.Int64
	var group sync.WaitGroup
	cpu, err := cpuSeconds(t.pid)
	if err != nil {
		return nil, err
	}
	start := time.Now()
	for i := range *connections {
		group.Go(func() {
			failures[i] = getLoop(newClient(&t, true), &next, *requests, wire, texts, &histograms[i])
		})
	}
	group.Wait()
	seconds := time.Since(start).Seconds()
	for i, failure := range failures {
		if failure != nil {
			return nil, fmt.Errorf("connection %d: %w", i, failure)
		}
	}
	cpuEnd, err := cpuSeconds(t.pid)
	if err != nil {
		return nil, err
	}
	total := new(histogram)
	for i := range histograms {
		total.merge(&histograms[i])
	}
	return &getResult{
		Requests: *requests, Seconds: seconds, RequestsPerSecond: float64(*requests) / seconds,
		CPUSeconds: cpuEnd - cpu, LatencyMs: total.latency(),
	}, nil
}

func getLoop(c *client, next *atomic.Int64, requests int64, wire [][]byte, texts []string, h *histogram) error {
	defer c.close()
	for {
		n := next.Add(1) - 1
		if n >= requests {
			return nil
		}
		i := int(n) % len(wire)
		start := time.Now()
		status, body, err := c.exchange(wire[i])
		if err != nil {
			return err
		}
		h.add(time.Since(start))
		if status != 200 || !strings.Contains(string(body), texts[i]) {
			return fmt.Errorf("status %d: %.300s", status, body)
		}
	}
}
