package main

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"strings"
)

// Values as they are stored in Kafka: a JSON object or, for the binary format, the same bytes as base64 in the request.
const (
	valueHead = `{"id":4711,"device":"sensor-0042","ok":true,"celsius":21.50,"tags":["a","b"],"note":"`
	valueTail = `"}`
)

// storedValue is a JSON object of exactly `size` bytes, without white space.
func storedValue(size int) (string, error) {
	padding := size - len(valueHead) - len(valueTail)
	if padding < 0 {
		return "", fmt.Errorf("-value-bytes must be at least %d", len(valueHead)+len(valueTail))
	}
	return valueHead + strings.Repeat("x", padding) + valueTail, nil
}

// wireValue is the value as it stands in a request or in a read's answer.
func wireValue(format string, size int) (string, error) {
	stored, err := storedValue(size)
	if err != nil {
		return "", err
	}
	switch format {
	case "json", "avro", "jsonschema", "protobuf":
		return stored, nil
	case "binary":
		return `"` + base64.StdEncoding.EncodeToString([]byte(stored)) + `"`, nil
	}
	return "", fmt.Errorf("-format must be one of json, binary, avro, jsonschema, protobuf, not %q", format)
}

// readValue is the value as it stands in a read's answer: Avro keeps numbers, not their text.
func readValue(format string, size int) (string, error) {
	value, err := wireValue(format, size)
	if format == "avro" {
		value = strings.Replace(value, "21.50", "21.5", 1)
	}
	return value, err
}

// schemas of the stored value, as they stand in a request.
var schemas = map[string]string{
	"avro": `{"type":"record","name":"Reading","fields":[{"name":"id","type":"long"},{"name":"device","type":"string"},` +
		`{"name":"ok","type":"boolean"},{"name":"celsius","type":"double"},` +
		`{"name":"tags","type":{"type":"array","items":"string"}},{"name":"note","type":"string"}]}`,
	"jsonschema": `{"type":"object","properties":{"id":{"type":"integer"},"device":{"type":"string"},"ok":{"type":"boolean"},` +
		`"celsius":{"type":"number"},"tags":{"type":"array","items":{"type":"string"}},"note":{"type":"string"}}}`,
	"protobuf": `syntax = "proto3"; message Reading { int32 id = 1; string device = 2; bool ok = 3; double celsius = 4; ` +
		`repeated string tags = 5; string note = 6; }`,
}

func formatType(format string) string { return "application/vnd.kafka." + format + ".v2+json" }

const v2Type = "application/vnd.kafka.v2+json"

// produceBody holds `records` equal records; spread > 0 names partitions 0 … spread-1 in turn.
func produceBody(format string, records, valueBytes, spread int) ([]byte, error) {
	value, err := wireValue(format, valueBytes)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	b.WriteByte('{')
	if schema, ok := schemas[format]; ok {
		fmt.Fprintf(&b, `"value_schema":%q,`, schema)
	}
	b.WriteString(`"records":[`)
	for i := range records {
		if i > 0 {
			b.WriteByte(',')
		}
		if spread > 0 {
			fmt.Fprintf(&b, `{"partition":%d,"value":%s}`, i%spread, value)
		} else {
			fmt.Fprintf(&b, `{"value":%s}`, value)
		}
	}
	b.WriteString(`]}`)
	return b.Bytes(), nil
}
