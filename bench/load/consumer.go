package main

import (
	"bytes"
	"fmt"
	"net/url"
)

// consumer is a consumer instance of the v2 API, driven over one connection.
type consumer struct {
	client *client
	host   string
	path   string
	format string
}

// createConsumer makes an instance that begins at the earliest offset and never commits.
func createConsumer(t *target, group, format string) (*consumer, error) {
	c := &consumer{client: newClient(t, true), host: t.addr, format: format}
	name := "load"
	body := fmt.Sprintf(`{"name":%q,"format":%q,"auto.offset.reset":"earliest","auto.commit.enable":"false"}`, name, format)
	c.path = "/consumers/" + url.PathEscape(group)
	if err := c.command("POST", "", body, 200); err != nil {
		return nil, err
	}
	c.path += "/instances/" + name
	return c, nil
}

// command sends a request whose answer is only looked at for its status.
func (c *consumer) command(method, resource, body string, want int) error {
	var payload []byte
	if body != "" {
		payload = []byte(body)
	}
	status, answer, err := c.client.exchange(buildRequest(method, c.path+resource, c.host, v2Type, v2Type, payload, true))
	if err != nil {
		return err
	}
	if status != want {
		return fmt.Errorf("%s %s%s: status %d: %.300s", method, c.path, resource, status, answer)
	}
	return nil
}

// assign gives the instance partitions 0 … partitions-1 of a topic.
func (c *consumer) assign(topic string, partitions int) error {
	var b bytes.Buffer
	b.WriteString(`{"partitions":[`)
	for p := range partitions {
		if p > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"topic":%q,"partition":%d}`, topic, p)
	}
	b.WriteString(`]}`)
	return c.command("POST", "/assignments", b.String(), 204)
}

func (c *consumer) subscribe(topic string) error {
	return c.command("POST", "/subscription", fmt.Sprintf(`{"topics":[%q]}`, topic), 204)
}

// readRequest is a GET …/records; maxBytes 0 leaves the limit to the server.
func (c *consumer) readRequest(timeoutMs, maxBytes int) []byte {
	path := fmt.Sprintf("%s/records?timeout=%d", c.path, timeoutMs)
	if maxBytes > 0 {
		path += fmt.Sprintf("&max_bytes=%d", maxBytes)
	}
	return buildRequest("GET", path, c.host, "", formatType(c.format), nil, true)
}

func (c *consumer) remove() error {
	err := c.command("DELETE", "", "", 204)
	c.client.close()
	return err
}
