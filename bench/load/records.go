package main

import (
	"bytes"
	"fmt"
)

// recordsCheck checks the answers to reads of one topic from its beginning: offsets without a gap or repetition in each
// partition, no key, always the same value.
type recordsCheck struct {
	topic string
	value []byte
	// next offset expected per partition.
	next []int64
}

func newRecordsCheck(topic string, partitions int, value string) *recordsCheck {
	return &recordsCheck{topic: topic, value: []byte(value), next: make([]int64, partitions)}
}

// check returns the number of records in an answer.
func (c *recordsCheck) check(status int, body []byte) (int, error) {
	if status != 200 {
		return 0, fmt.Errorf("status %d: %.300s", status, body)
	}
	s := scanner{b: body}
	count := 0
	err := s.elements(func(int) error {
		count++
		return c.element(&s)
	})
	if err != nil {
		return 0, err
	}
	return count, s.end()
}

func (c *recordsCheck) element(s *scanner) error {
	partition, offset, seen := int64(-1), int64(-1), 0
	err := s.members(func(name []byte) (err error) {
		seen++
		switch string(name) {
		case "topic":
			topic, err := s.text()
			if err != nil {
				return err
			}
			if string(topic) != c.topic {
				return fmt.Errorf("record of topic %q, not %q", topic, c.topic)
			}
			return nil
		case "key":
			if !s.null() {
				return s.fail("null as key")
			}
			return nil
		case "value":
			s.peek()
			if !bytes.HasPrefix(s.b[s.i:], c.value) {
				return s.fail(string(c.value))
			}
			s.i += len(c.value)
			return nil
		case "partition":
			partition, err = s.integer()
		case "offset":
			offset, err = s.integer()
		default:
			return fmt.Errorf("unknown member %q in a record", name)
		}
		return err
	})
	if err != nil {
		return err
	}
	if seen != 5 || partition < 0 || partition >= int64(len(c.next)) {
		return fmt.Errorf("record with %d members, partition %d", seen, partition)
	}
	if offset != c.next[partition] {
		return fmt.Errorf("partition %d: offset %d where %d was due", partition, offset, c.next[partition])
	}
	c.next[partition]++
	return nil
}
