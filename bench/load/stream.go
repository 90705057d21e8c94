package main

import (
	"bufio"
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http/httputil"
	"sync"
	"sync/atomic"
	"time"
)

func init() { modes["stream"] = streamMode }

type streamResult struct {
	Records          int64          `json:"records"`
	Seconds          float64        `json:"seconds"`
	RecordsPerSecond float64        `json:"recordsPerSecond"`
	CPUSeconds       float64        `json:"cpuSeconds"`
	TotalRecords     int64          `json:"totalRecords"`
	Partitions       []partitionSum `json:"partitions"`
}

type streamOptions struct {
	target
	path                                                     string
	partitions, records, connections, valueBytes, unanswered int
	warmup, duration                                         time.Duration
	total                                                    int64
}

func streamFlags(args []string) (*streamOptions, error) {
	o := new(streamOptions)
	set := flag.NewFlagSet("stream", flag.ExitOnError)
	o.target.flags(set)
	set.StringVar(&o.path, "path", "", "path of the streams, /v3/clusters/CLUSTER/topics/TOPIC/records")
	set.IntVar(&o.partitions, "partitions", 4, "partitions the topic has")
	set.IntVar(&o.records, "records", 100, "records per chunk")
	set.IntVar(&o.connections, "connections", 1, "connections, one stream on each")
	set.IntVar(&o.valueBytes, "value-bytes", 100, "bytes of a stored value")
	set.IntVar(&o.unanswered, "unanswered", 0, "most records of a stream without a receipt; 0: as many as the server reads")
	set.DurationVar(&o.warmup, "warmup", time.Second, "load before measuring")
	set.DurationVar(&o.duration, "duration", 3*time.Second, "time measured")
	set.Int64Var(&o.total, "total", 0, "send so many records, rounded up to whole chunks, and measure all of them, no warm-up")
	if err := set.Parse(args); err != nil {
		return nil, err
	}
	if o.path == "" || o.records < 1 || o.connections < 1 || o.partitions < 1 {
		return nil, errors.New("needs -path and at least one record, connection and partition")
	}
	if o.unanswered > 0 && o.unanswered < o.records {
		return nil, errors.New("-unanswered must be at least -records")
	}
	return o, nil
}

type streamRun struct {
	options *streamOptions
	stop    atomic.Bool
	// left counts down when a number of records is asked for.
	left atomic.Int64
	// answered counts receipts of all streams.
	answered atomic.Int64
}

// stream is one request that goes on: one goroutine writes records, one reads receipts.
type stream struct {
	run    *streamRun
	client *client
	check  *answerCheck
	sent   int64
	// tokens holds one for each record without a receipt; nil: they are not limited.
	tokens chan struct{}
	// over is closed when no receipt comes any more.
	over chan struct{}
	err  error
}

// streamChunk is a chunk of the body with this many equal records.
func streamChunk(records, valueBytes int) ([]byte, error) {
	value, err := storedValue(valueBytes)
	if err != nil {
		return nil, err
	}
	text := bytes.Repeat(fmt.Appendf(nil, `{"value":{"type":"JSON","data":%s}}`, value), records)
	return fmt.Appendf(nil, "%x\r\n%s\r\n", len(text), text), nil
}

func (s *stream) write(chunk []byte) error {
	o := s.run.options
	for !s.run.stop.Load() && (o.total == 0 || s.run.left.Add(-int64(o.records)) > -int64(o.records)) {
		for i := 0; s.tokens != nil && i < o.records; i++ {
			select {
			case s.tokens <- struct{}{}:
			case <-s.over:
				return nil
			}
		}
		if err := s.client.send(chunk); err != nil {
			return err
		}
		s.sent += int64(o.records)
	}
	return s.client.send([]byte("0\r\n\r\n"))
}

var (
	receiptHead  = []byte(`{"error_code":200,`)
	receiptPlace = []byte(`"partition_id":`)
)

// receipt checks one line of the answer.
func (s *stream) receipt(line []byte) error {
	at := bytes.Index(line, receiptPlace)
	if !bytes.HasPrefix(line, receiptHead) || at < 0 {
		return fmt.Errorf("receipt: %.300s", line)
	}
	c, scan := s.check, scanner{b: line, i: at + len(receiptPlace)}
	var err error
	if c.partition, err = scan.integer(); err != nil {
		return err
	}
	if !scan.literal(offsetMiddle) {
		return scan.fail("an offset")
	}
	if c.offset, err = scan.integer(); err != nil {
		return err
	}
	return c.account()
}

func (s *stream) read() error {
	status, _, _, err := s.client.head()
	if err != nil {
		return err
	}
	if status != 200 {
		return fmt.Errorf("status %d", status)
	}
	lines := bufio.NewReaderSize(httputil.NewChunkedReader(s.client.reader), 64<<10)
	for {
		line, err := lines.ReadSlice('\n')
		if err == io.EOF && len(line) == 0 {
			return nil
		}
		if err != nil {
			return fmt.Errorf("receipts ended early: %w", err)
		}
		if err = s.receipt(line); err != nil {
			return err
		}
		s.run.answered.Add(1)
		if s.tokens != nil {
			<-s.tokens
		}
	}
}

func (s *stream) serve(chunk []byte) error {
	if err := s.client.connect(); err != nil {
		return err
	}
	defer s.client.close()
	o := s.run.options
	head := fmt.Sprintf("POST %s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n", o.path, o.addr)
	if err := s.client.send([]byte(head)); err != nil {
		return err
	}
	var readErr error
	go func() {
		defer close(s.over)
		readErr = s.read()
		if readErr != nil {
			s.client.socket.Close()
		}
	}()
	writeErr := s.write(chunk)
	<-s.over
	switch {
	case readErr != nil:
		return readErr
	case writeErr != nil:
		return writeErr
	case int64(s.check.seen) != s.sent:
		return fmt.Errorf("%d receipts for %d records", s.check.seen, s.sent)
	}
	return nil
}

func streamMode(args []string) (any, error) {
	o, err := streamFlags(args)
	if err != nil {
		return nil, err
	}
	chunk, err := streamChunk(o.records, o.valueBytes)
	if err != nil {
		return nil, err
	}
	run := &streamRun{options: o}
	run.left.Store(o.total)
	streams := make([]*stream, o.connections)
	var group sync.WaitGroup
	start := time.Now()
	cpu, err := cpuSeconds(o.pid)
	if err != nil {
		return nil, err
	}
	for i := range streams {
		s := &stream{run: run, client: newClient(&o.target, true), check: newAnswerCheck(0, o.partitions, false), over: make(chan struct{})}
		if o.unanswered > 0 {
			s.tokens = make(chan struct{}, o.unanswered)
		}
		streams[i] = s
		group.Go(func() {
			if s.err = s.serve(chunk); s.err != nil {
				run.stop.Store(true)
			}
		})
	}
	var before int64
	if o.total == 0 {
		time.Sleep(o.warmup)
		if cpu, err = cpuSeconds(o.pid); err != nil {
			return nil, err
		}
		start, before = time.Now(), run.answered.Load()
		time.Sleep(o.duration)
	} else {
		group.Wait()
	}
	result := &streamResult{Records: run.answered.Load() - before, Seconds: time.Since(start).Seconds()}
	cpuEnd, err := cpuSeconds(o.pid)
	if err != nil {
		return nil, err
	}
	run.stop.Store(true)
	group.Wait()
	result.CPUSeconds = cpuEnd - cpu
	return result, result.add(streams)
}

// add sums up what the streams saw, or tells what went wrong with one of them.
func (r *streamResult) add(streams []*stream) error {
	r.RecordsPerSecond = float64(r.Records) / r.Seconds
	r.Partitions = make([]partitionSum, streams[0].run.options.partitions)
	for _, s := range streams {
		if s.err != nil {
			return s.err
		}
		for p, sum := range s.check.sums {
			r.Partitions[p].Count += sum.Count
			r.Partitions[p].Sum += sum.Sum
			r.TotalRecords += sum.Count
		}
	}
	if r.Records == 0 {
		return errors.New("no receipt within the time measured")
	}
	return nil
}
