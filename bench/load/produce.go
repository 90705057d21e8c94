package main

import (
	"flag"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

type produceResult struct {
	Requests          int64          `json:"requests"`
	Records           int64          `json:"records"`
	Seconds           float64        `json:"seconds"`
	RequestsPerSecond float64        `json:"requestsPerSecond"`
	RecordsPerSecond  float64        `json:"recordsPerSecond"`
	CPUSeconds        float64        `json:"cpuSeconds"`
	LatencyMs         latency        `json:"latencyMs"`
	TotalRecords      int64          `json:"totalRecords"`
	Partitions        []partitionSum `json:"partitions"`
}

type produceOptions struct {
	target
	topic, path, format                          string
	partitions, records, connections, valueBytes int
	keepAlive, spread, canned                    bool
	warmup, duration                             time.Duration
	requests                                     int64
}

func produceFlags(args []string) (*produceOptions, error) {
	o := new(produceOptions)
	set := flag.NewFlagSet("produce", flag.ExitOnError)
	o.target.flags(set)
	set.StringVar(&o.topic, "topic", "", "topic to produce to")
	set.StringVar(&o.path, "path", "", "path of the requests, default /topics/TOPIC")
	set.StringVar(&o.format, "format", "json", "json, binary, avro, jsonschema or protobuf")
	set.IntVar(&o.partitions, "partitions", 4, "partitions the topic has")
	set.IntVar(&o.records, "records", 1, "records per request")
	set.IntVar(&o.connections, "connections", 16, "connections, one request in flight on each")
	set.IntVar(&o.valueBytes, "value-bytes", 100, "bytes of a stored value")
	set.BoolVar(&o.keepAlive, "keepalive", true, "false: a new connection per request")
	set.BoolVar(&o.spread, "spread", false, "name the partition of each record, in turn")
	set.BoolVar(&o.canned, "canned", false, "the server always gives the same answer: check its shape only")
	set.DurationVar(&o.warmup, "warmup", time.Second, "load before measuring")
	set.DurationVar(&o.duration, "duration", 3*time.Second, "time measured")
	set.Int64Var(&o.requests, "requests", 0, "send exactly so many requests and measure all of them, no warm-up")
	if err := set.Parse(args); err != nil {
		return nil, err
	}
	if o.path == "" {
		o.path = "/topics/" + o.topic
	}
	if o.path == "/topics/" || o.records < 1 || o.connections < 1 || o.partitions < 1 {
		return nil, fmt.Errorf("needs -topic (or -path) and at least one record, connection and partition")
	}
	return o, nil
}

const (
	phaseWarmup int32 = iota
	phaseMeasure
	phaseStop
)

type produceRun struct {
	options *produceOptions
	request []byte
	phase   atomic.Int32
	// left counts down when a number of requests is asked for.
	left atomic.Int64
}

type produceWorker struct {
	run       *produceRun
	client    *client
	check     *answerCheck
	histogram histogram
	err       error
}

func (w *produceWorker) loop() error {
	defer w.client.close()
	for w.run.phase.Load() != phaseStop {
		if w.run.options.requests > 0 && w.run.left.Add(-1) < 0 {
			return nil
		}
		start := time.Now()
		status, body, err := w.client.exchange(w.run.request)
		if err != nil {
			return err
		}
		took := time.Since(start)
		if err = w.check.check(status, body); err != nil {
			return err
		}
		if w.run.phase.Load() == phaseMeasure {
			w.histogram.add(took)
		}
	}
	return nil
}

func produceMode(args []string) (any, error) {
	o, err := produceFlags(args)
	if err != nil {
		return nil, err
	}
	spread := 0
	if o.spread {
		spread = o.partitions
	}
	body, err := produceBody(o.format, o.records, o.valueBytes, spread)
	if err != nil {
		return nil, err
	}
	run := &produceRun{options: o, request: buildRequest("POST", o.path, o.addr, formatType(o.format), v2Type, body, o.keepAlive)}
	run.left.Store(o.requests)

	workers := make([]*produceWorker, o.connections)
	var group sync.WaitGroup
	if o.requests > 0 {
		run.phase.Store(phaseMeasure)
	}
	start := time.Now()
	cpu, err := cpuSeconds(o.pid)
	if err != nil {
		return nil, err
	}
	for i := range workers {
		w := &produceWorker{run: run, client: newClient(&o.target, o.keepAlive), check: newAnswerCheck(o.records, o.partitions, o.canned)}
		_, w.check.schemas = schemas[o.format]
		workers[i] = w
		group.Go(func() {
			if w.err = w.loop(); w.err != nil {
				run.phase.Store(phaseStop)
			}
		})
	}
	var seconds float64
	if o.requests > 0 {
		group.Wait()
		seconds = time.Since(start).Seconds()
	} else {
		time.Sleep(o.warmup)
		if cpu, err = cpuSeconds(o.pid); err != nil {
			return nil, err
		}
		start = time.Now()
		run.phase.CompareAndSwap(phaseWarmup, phaseMeasure)
		time.Sleep(o.duration)
		seconds = time.Since(start).Seconds()
		run.phase.Store(phaseStop)
	}
	cpuEnd, err := cpuSeconds(o.pid)
	if err != nil {
		return nil, err
	}
	group.Wait()
	return summarize(workers, seconds, cpuEnd-cpu)
}

func summarize(workers []*produceWorker, seconds, cpu float64) (*produceResult, error) {
	o := workers[0].run.options
	result := &produceResult{Seconds: seconds, CPUSeconds: cpu, Partitions: make([]partitionSum, o.partitions)}
	total := new(histogram)
	var failures []string
	for _, w := range workers {
		if w.err != nil {
			failures = append(failures, w.err.Error())
		}
		total.merge(&w.histogram)
		for p, sum := range w.check.sums {
			result.Partitions[p].Count += sum.Count
			result.Partitions[p].Sum += sum.Sum
			result.TotalRecords += sum.Count
		}
	}
	if failures != nil {
		return nil, fmt.Errorf("%d of %d connections failed: %s", len(failures), len(workers), strings.Join(failures[:min(3, len(failures))], "; "))
	}
	if total.total == 0 {
		return nil, fmt.Errorf("no answer within %v", o.duration)
	}
	result.Requests = int64(total.total)
	result.Records = result.Requests * int64(o.records)
	result.RequestsPerSecond = float64(result.Requests) / seconds
	result.RecordsPerSecond = float64(result.Records) / seconds
	result.LatencyMs = total.latency()
	return result, nil
}
