package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"time"
)

type consumeResult struct {
	Records          int64   `json:"records"`
	Reads            int64   `json:"reads"`
	Bytes            int64   `json:"bytes"`
	Seconds          float64 `json:"seconds"`
	FirstSeconds     float64 `json:"firstSeconds"`
	RecordsPerSecond float64 `json:"recordsPerSecond"`
	CPUSeconds       float64 `json:"cpuSeconds"`
}

type consumeOptions struct {
	target
	topic, group, format                     string
	partitions, records, valueBytes, maxSize int
	subscribe                                bool
	giveUp                                   time.Duration
}

func consumeFlags(args []string) (*consumeOptions, error) {
	o := new(consumeOptions)
	set := flag.NewFlagSet("consume", flag.ExitOnError)
	o.target.flags(set)
	set.StringVar(&o.topic, "topic", "", "topic to read from its beginning")
	set.StringVar(&o.group, "group", "", "a consumer group nobody has used yet")
	set.StringVar(&o.format, "format", "json", "json, binary, avro, jsonschema or protobuf")
	set.IntVar(&o.partitions, "partitions", 4, "partitions the topic has")
	set.IntVar(&o.records, "records", 200_000, "records the topic holds")
	set.IntVar(&o.valueBytes, "value-bytes", 100, "bytes of a stored value")
	set.IntVar(&o.maxSize, "max-bytes", 0, "max_bytes of a read, 0: the server's default")
	set.BoolVar(&o.subscribe, "subscribe", false, "join the group by subscription instead of assigning all partitions")
	set.DurationVar(&o.giveUp, "give-up", 60*time.Second, "longest wait for all records")
	if err := set.Parse(args); err != nil {
		return nil, err
	}
	if o.topic == "" || o.group == "" {
		return nil, errors.New("needs -topic and -group")
	}
	return o, nil
}

// consumeMode reads a topic to its known end. The clock runs from just before the assignment (or subscription) to the
// last answer; the answers are kept and checked afterwards, so that checking takes nothing from the reads.
func consumeMode(args []string) (any, error) {
	o, err := consumeFlags(args)
	if err != nil {
		return nil, err
	}
	value, err := readValue(o.format, o.valueBytes)
	if err != nil {
		return nil, err
	}
	c, err := createConsumer(&o.target, o.group, o.format)
	if err != nil {
		return nil, err
	}
	cpu, err := cpuSeconds(o.pid)
	if err != nil {
		return nil, err
	}
	start := time.Now()
	if o.subscribe {
		err = c.subscribe(o.topic)
	} else {
		err = c.assign(o.topic, o.partitions)
	}
	if err != nil {
		return nil, err
	}
	result, answers, err := readAll(c, o, start)
	if err != nil {
		return nil, err
	}
	cpuEnd, err := cpuSeconds(o.pid)
	if err != nil {
		return nil, err
	}
	result.CPUSeconds = cpuEnd - cpu
	if err = checkAll(answers, newRecordsCheck(o.topic, o.partitions, value), o.records); err != nil {
		return nil, err
	}
	return result, c.remove()
}

var offsetName = []byte(`"offset":`)

func readAll(c *consumer, o *consumeOptions, start time.Time) (*consumeResult, [][]byte, error) {
	request := c.readRequest(1000, o.maxSize)
	result := new(consumeResult)
	var answers [][]byte
	for result.Records < int64(o.records) {
		if time.Since(start) > o.giveUp {
			return nil, nil, fmt.Errorf("%d of %d records within %v", result.Records, o.records, o.giveUp)
		}
		status, body, err := c.client.exchange(request)
		if err != nil {
			return nil, nil, err
		}
		if status != 200 {
			return nil, nil, fmt.Errorf("status %d: %.300s", status, body)
		}
		took := time.Since(start).Seconds()
		result.Reads++
		result.Bytes += int64(len(body))
		result.Records += int64(bytes.Count(body, offsetName))
		if result.Records > 0 && result.FirstSeconds == 0 {
			result.FirstSeconds = took
		}
		result.Seconds = took
		answers = append(answers, body)
		c.client.body = nil
	}
	result.RecordsPerSecond = float64(result.Records) / result.Seconds
	return result, answers, nil
}

func checkAll(answers [][]byte, check *recordsCheck, want int) error {
	total := 0
	for _, body := range answers {
		n, err := check.check(200, body)
		if err != nil {
			return err
		}
		total += n
	}
	if total != want {
		return fmt.Errorf("%d records, not %d", total, want)
	}
	return nil
}
