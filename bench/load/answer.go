package main

import (
	"fmt"
)

// partitionSum lets the caller prove with Kafka's own offsets that every acknowledged record is there exactly once: the
// offsets of one partition must add up to the sum of the offsets it grew by.
type partitionSum struct {
	Count int64 `json:"count"`
	Sum   int64 `json:"sum"`
}

// answerCheck checks the answers to the produce requests of one connection.
type answerCheck struct {
	records    int
	partitions int
	// last offset seen per partition, -1 before the first: offsets of one connection must grow.
	last []int64
	sums []partitionSum
	// canned: the answers are always the same, only their shape is checked.
	canned bool
	// schemas: the values have one, whose id is always the same.
	schemas  bool
	schemaID int64

	seen      int
	partition int64
	offset    int64
}

func newAnswerCheck(records, partitions int, canned bool) *answerCheck {
	c := &answerCheck{records: records, partitions: partitions, canned: canned}
	c.last = make([]int64, partitions)
	for i := range c.last {
		c.last[i] = -1
	}
	c.sums = make([]partitionSum, partitions)
	return c
}

// check wants {"offsets":[{"partition","offset","error_code":null,"error":null} × records], …schema ids…}.
func (c *answerCheck) check(status int, body []byte) error {
	if status != 200 {
		return fmt.Errorf("status %d: %.300s", status, body)
	}
	s := scanner{b: body}
	c.seen = 0
	err := s.members(func(name []byte) error {
		switch string(name) {
		case "offsets":
			return s.elements(func(int) error { return c.element(&s) })
		case "key_schema_id":
			return c.schema(&s, false)
		case "value_schema_id":
			return c.schema(&s, c.schemas)
		}
		return fmt.Errorf("unknown member %q in a produce answer", name)
	})
	if err != nil {
		return err
	}
	if err = s.end(); err != nil {
		return err
	}
	if c.seen != c.records {
		return fmt.Errorf("%d offsets for %d records", c.seen, c.records)
	}
	return nil
}

// schema wants the id of a schema, or null.
func (c *answerCheck) schema(s *scanner, wanted bool) error {
	if !wanted {
		if !s.null() {
			return s.fail("null")
		}
		return nil
	}
	id, err := s.integer()
	if err != nil {
		return err
	}
	if c.schemaID == 0 {
		c.schemaID = id
	}
	if id < 1 || id != c.schemaID {
		return fmt.Errorf("schema id %d where %d was due", id, c.schemaID)
	}
	return nil
}

var (
	offsetHead   = []byte(`{"partition":`)
	offsetMiddle = []byte(`,"offset":`)
	offsetTail   = []byte(`,"error_code":null,"error":null}`)
)

// usual reads an offset in the member order and spacing that servers use; false: nothing was read, it looks different.
func (c *answerCheck) usual(s *scanner) bool {
	start := s.i
	var err error
	if s.literal(offsetHead) {
		if c.partition, err = s.integer(); err == nil && s.literal(offsetMiddle) {
			if c.offset, err = s.integer(); err == nil && s.literal(offsetTail) {
				return true
			}
		}
	}
	s.i = start
	return false
}

func (c *answerCheck) element(s *scanner) error {
	if !c.usual(s) {
		if err := c.general(s); err != nil {
			return err
		}
	}
	return c.account()
}

func (c *answerCheck) general(s *scanner) error {
	c.partition, c.offset = -1, -1
	return s.members(func(name []byte) (err error) {
		switch string(name) {
		case "partition":
			c.partition, err = s.integer()
		case "offset":
			c.offset, err = s.integer()
		case "error_code", "error":
			if !s.null() {
				return s.fail("null as " + string(name))
			}
		default:
			return fmt.Errorf("unknown member %q in an offset", name)
		}
		return err
	})
}

func (c *answerCheck) account() error {
	c.seen++
	if c.partition < 0 || c.partition >= int64(c.partitions) || c.offset < 0 {
		return fmt.Errorf("record %d answered with partition %d, offset %d", c.seen-1, c.partition, c.offset)
	}
	if c.canned {
		return nil
	}
	if last := c.last[c.partition]; c.offset <= last {
		return fmt.Errorf("partition %d: offset %d after %d on one connection", c.partition, c.offset, last)
	}
	c.last[c.partition] = c.offset
	c.sums[c.partition].Count++
	c.sums[c.partition].Sum += c.offset
	return nil
}
