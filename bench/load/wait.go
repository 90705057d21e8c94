package main

import (
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"time"
)

type waitResult struct {
	Samples uint64 `json:"samples"`
	// From writing the produce request to the whole answer of the waiting read.
	FromSendMs latency `json:"fromSendMs"`
	// From the produce answer to the whole answer of the waiting read; 0 where the reader was first.
	FromAnswerMs latency `json:"fromAnswerMs"`
	ProduceMs    latency `json:"produceMs"`
	ReaderFirst  int64   `json:"readerFirst"`
}

type arrival struct {
	status int
	body   []byte
	at     time.Time
	err    error
}

// waitMode measures how long a record is on its way to a reader that waits in GET …/records?timeout=30000. Between
// rounds it pauses 5 to 15 ms at random, so that the read is waiting and no timer of the server falls into step.
func waitMode(args []string) (any, error) {
	var t target
	set := flag.NewFlagSet("wait", flag.ExitOnError)
	t.flags(set)
	topic := set.String("topic", "", "an empty topic")
	group := set.String("group", "", "a consumer group nobody has used yet")
	partitions := set.Int("partitions", 4, "partitions the topic has")
	samples := set.Int("samples", 500, "records to send")
	warmup := set.Int("warmup-samples", 20, "records sent before measuring")
	valueBytes := set.Int("value-bytes", 100, "bytes of a stored value")
	subscribe := set.Bool("subscribe", false, "join the group by subscription instead of assigning all partitions")
	if err := set.Parse(args); err != nil {
		return nil, err
	}
	if *topic == "" || *group == "" {
		return nil, errors.New("needs -topic and -group")
	}
	value, err := wireValue("json", *valueBytes)
	if err != nil {
		return nil, err
	}
	c, err := createConsumer(&t, *group, "json")
	if err != nil {
		return nil, err
	}
	if *subscribe {
		err = c.subscribe(*topic)
	} else {
		err = c.assign(*topic, *partitions)
	}
	if err != nil {
		return nil, err
	}
	body, err := produceBody("json", 1, *valueBytes, 0)
	if err != nil {
		return nil, err
	}
	run := &waitRun{
		reader:  c,
		read:    c.readRequest(30_000, 0),
		check:   newRecordsCheck(*topic, *partitions, value),
		writer:  newClient(&t, true),
		produce: buildRequest("POST", "/topics/"+*topic, t.addr, formatType("json"), v2Type, body, true),
		answers: newAnswerCheck(1, *partitions, false),
	}
	defer run.writer.close()
	for i := range *warmup + *samples {
		if err := run.round(i >= *warmup); err != nil {
			return nil, fmt.Errorf("record %d: %w", i, err)
		}
	}
	return &waitResult{
		Samples: run.fromSend.total, FromSendMs: run.fromSend.latency(), FromAnswerMs: run.fromAnswer.latency(),
		ProduceMs: run.answered.latency(), ReaderFirst: run.readerFirst,
	}, c.remove()
}

type waitRun struct {
	reader                         *consumer
	read                           []byte
	check                          *recordsCheck
	writer                         *client
	produce                        []byte
	answers                        *answerCheck
	fromSend, fromAnswer, answered histogram
	readerFirst                    int64
}

func (w *waitRun) round(measure bool) error {
	if err := w.reader.client.send(w.read); err != nil {
		return err
	}
	arrived := make(chan arrival, 1)
	go func() {
		status, body, err := w.reader.client.receive()
		arrived <- arrival{status, body, time.Now(), err}
	}()
	time.Sleep(5*time.Millisecond + rand.N(10*time.Millisecond))
	sent := time.Now()
	status, body, err := w.writer.exchange(w.produce)
	answered := time.Now()
	if err != nil {
		return err
	}
	if err = w.answers.check(status, body); err != nil {
		return err
	}
	a := <-arrived
	if a.err != nil {
		return a.err
	}
	n, err := w.check.check(a.status, a.body)
	if err != nil {
		return err
	}
	if n != 1 {
		return fmt.Errorf("the waiting read answered with %d records", n)
	}
	if !measure {
		return nil
	}
	w.fromSend.add(a.at.Sub(sent))
	w.fromAnswer.add(a.at.Sub(answered))
	w.answered.add(answered.Sub(sent))
	if a.at.Before(answered) {
		w.readerFirst++
	}
	return nil
}
