package main

import (
	"errors"
	"flag"
	"fmt"
	"time"
)

type forwardSide struct {
	ReadMs   latency `json:"readMs"`
	CommitMs latency `json:"commitMs"`
}

type forwardResult struct {
	Samples uint64 `json:"samples"`
	// At the replica that has the instance.
	Owner forwardSide `json:"owner"`
	// At another one, which passes the requests on.
	Other forwardSide `json:"other"`
}

// forwardMode reads record after record and commits each, in turn at the replica that has the instance and at another
// one: what it costs that a request is passed on.
func forwardMode(args []string) (any, error) {
	var t target
	set := flag.NewFlagSet("forward", flag.ExitOnError)
	t.flags(set)
	other := set.String("other", "", "host:port of a replica that does not have the instance")
	topic := set.String("topic", "", "a topic of one partition, with two records per sample, those of the warm-up included")
	group := set.String("group", "", "a consumer group nobody has used yet; its instance \"load\" belongs to -addr")
	samples := set.Int("samples", 500, "reads and commits at each replica")
	warmup := set.Int("warmup-samples", 100, "of each, before measuring")
	valueBytes := set.Int("value-bytes", 100, "bytes of a stored value")
	if err := set.Parse(args); err != nil {
		return nil, err
	}
	if *other == "" || *topic == "" || *group == "" {
		return nil, errors.New("needs -other, -topic and -group")
	}
	value, err := wireValue("json", *valueBytes)
	if err != nil {
		return nil, err
	}
	c, err := createConsumer(&t, *group, "json")
	if err != nil {
		return nil, err
	}
	if err := c.assign(*topic, 1); err != nil {
		return nil, err
	}
	there := &target{addr: *other, timeout: t.timeout}
	sides := []*forwardLoop{newForwardLoop(c, c.client, t.addr), newForwardLoop(c, newClient(there, true), *other)}
	defer sides[1].client.close()
	check := newRecordsCheck(*topic, 1, value)
	for i := range *warmup + *samples {
		for _, side := range sides {
			if err := side.round(check, i >= *warmup); err != nil {
				return nil, fmt.Errorf("sample %d at %s: %w", i, side.addr, err)
			}
		}
	}
	result := &forwardResult{Samples: sides[0].read.total, Owner: sides[0].result(), Other: sides[1].result()}
	return result, c.remove()
}

type forwardLoop struct {
	client                     *client
	addr                       string
	readRequest, commitRequest []byte
	read, commit               histogram
}

func newForwardLoop(c *consumer, by *client, addr string) *forwardLoop {
	at := &consumer{client: by, host: addr, path: c.path, format: c.format}
	return &forwardLoop{
		client: by, addr: addr,
		// One record, whatever its size.
		readRequest:   at.readRequest(10_000, 1),
		commitRequest: buildRequest("POST", c.path+"/offsets", addr, "", v2Type, nil, true),
	}
}

// round reads one record and commits it.
func (f *forwardLoop) round(check *recordsCheck, measure bool) error {
	start := time.Now()
	status, body, err := f.client.exchange(f.readRequest)
	read := time.Since(start)
	if err != nil {
		return err
	}
	n, err := check.check(status, body)
	if err != nil {
		return err
	}
	if n != 1 {
		return fmt.Errorf("a read answered with %d records", n)
	}
	start = time.Now()
	status, body, err = f.client.exchange(f.commitRequest)
	commit := time.Since(start)
	if err != nil {
		return err
	}
	if status != 200 {
		return fmt.Errorf("commit: status %d: %.300s", status, body)
	}
	if measure {
		f.read.add(read)
		f.commit.add(commit)
	}
	return nil
}

func (f *forwardLoop) result() forwardSide {
	return forwardSide{ReadMs: f.read.latency(), CommitMs: f.commit.latency()}
}
