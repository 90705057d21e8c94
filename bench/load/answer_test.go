package main

import (
	"fmt"
	"math"
	"testing"
	"time"
)

func TestProduceAnswerIsAcceptedInAnyMemberOrder(t *testing.T) {
	c := newAnswerCheck(2, 4, false)
	body := `{"key_schema_id":null, "offsets":[{"partition":1,"offset":7,"error_code":null,"error":null},{"offset":8,"partition":1,"error":null,"error_code":null}],"value_schema_id":null}`
	if err := c.check(200, []byte(body)); err != nil {
		t.Fatal(err)
	}
	if c.sums[1] != (partitionSum{Count: 2, Sum: 15}) {
		t.Fatalf("sums: %v", c.sums)
	}
}

func TestSchemaIdIsTheSameInEveryAnswer(t *testing.T) {
	c := newAnswerCheck(1, 4, false)
	c.schemas = true
	answer := func(offset int, id string) error {
		body := fmt.Sprintf(`{"offsets":[{"partition":1,"offset":%d,"error_code":null,"error":null}],"key_schema_id":null,"value_schema_id":%s}`, offset, id)
		return c.check(200, []byte(body))
	}
	for offset, id := range []string{"7", "7"} {
		if err := answer(offset, id); err != nil {
			t.Fatal(err)
		}
	}
	for offset, id := range []string{"8", "null", "0"} {
		if answer(offset+2, id) == nil {
			t.Errorf("schema id %s was accepted", id)
		}
	}
}

func TestWrongProduceAnswersAreRefused(t *testing.T) {
	one := `{"partition":0,"offset":5,"error_code":null,"error":null}`
	for name, body := range map[string]string{
		"too few offsets":   `{"offsets":[` + one + `]}`,
		"too many offsets":  `{"offsets":[` + one + `,{"partition":0,"offset":6},{"partition":0,"offset":7}]}`,
		"repeated offset":   `{"offsets":[` + one + `,` + one + `]}`,
		"falling offset":    `{"offsets":[` + one + `,{"partition":0,"offset":4}]}`,
		"an error code":     `{"offsets":[` + one + `,{"partition":0,"offset":6,"error_code":50003,"error":"x"}]}`,
		"missing offset":    `{"offsets":[` + one + `,{"partition":0,"offset":null}]}`,
		"unknown partition": `{"offsets":[` + one + `,{"partition":4,"offset":6}]}`,
		"something behind":  `{"offsets":[` + one + `,{"partition":0,"offset":6}]}x`,
		"cut off":           `{"offsets":[` + one + `,{"partition":0,"offset":6}`,
		"not JSON":          `offsets`,
	} {
		if err := newAnswerCheck(2, 4, false).check(200, []byte(body)); err == nil {
			t.Errorf("%s was accepted", name)
		}
	}
	if err := newAnswerCheck(1, 4, false).check(503, []byte(`{"offsets":[`+one+`]}`)); err == nil {
		t.Error("status 503 was accepted")
	}
}

func TestRecordsAreCheckedForGapsAndValues(t *testing.T) {
	value := `{"a":1}`
	record := func(partition, offset string) string {
		return `{"topic":"t","key":null,"value":` + value + `,"partition":` + partition + `,"offset":` + offset + `}`
	}
	check := newRecordsCheck("t", 2, value)
	if n, err := check.check(200, []byte(`[`+record("0", "0")+`,`+record("1", "0")+`,`+record("0", "1")+`]`)); err != nil || n != 3 {
		t.Fatal(n, err)
	}
	for name, body := range map[string]string{
		"a gap":             `[` + record("0", "3") + `]`,
		"a repetition":      `[` + record("1", "0") + `]`,
		"another topic":     `[{"topic":"u","key":null,"value":{"a":1},"partition":0,"offset":2}]`,
		"another value":     `[{"topic":"t","key":null,"value":{"a":2},"partition":0,"offset":2}]`,
		"an unknown member": `[{"topic":"t","key":null,"value":{"a":1},"partition":0,"offset":2,"x":1}]`,
		"a missing member":  `[{"topic":"t","key":null,"partition":0,"offset":2}]`,
	} {
		if _, err := check.check(200, []byte(body)); err == nil {
			t.Errorf("%s was accepted", name)
		}
	}
}

func TestQuantilesAreWithinTwoPercent(t *testing.T) {
	h := new(histogram)
	for i := 1; i <= 10_000; i++ {
		h.add(time.Duration(i) * 37 * time.Microsecond)
	}
	for _, q := range []float64{0.01, 0.5, 0.95, 0.99, 1} {
		want := q * 10_000 * 37 / 1000
		if got := h.quantile(q); math.Abs(got-want)/want > 0.02 {
			t.Errorf("quantile %v: %v ms, not %v", q, got, want)
		}
	}
}

func TestValuesHaveTheSizeAskedFor(t *testing.T) {
	stored, err := storedValue(100)
	if err != nil || len(stored) != 100 {
		t.Fatal(len(stored), err)
	}
	if _, err = storedValue(20); err == nil {
		t.Error("20 bytes were accepted")
	}
}
