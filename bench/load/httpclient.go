package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"strconv"
	"time"
)

// client holds one connection to the server and speaks just enough HTTP/1.1 for answers with a length or in chunks.
type client struct {
	addr      string
	keepAlive bool
	timeout   time.Duration
	socket    net.Conn
	reader    *bufio.Reader
	body      []byte
}

func newClient(t *target, keepAlive bool) *client {
	return &client{addr: t.addr, keepAlive: keepAlive, timeout: t.timeout, reader: bufio.NewReaderSize(nil, 64<<10)}
}

func (c *client) connect() error {
	socket, err := net.DialTimeout("tcp", c.addr, c.timeout)
	if err != nil {
		return err
	}
	c.socket = socket
	c.reader.Reset(socket)
	return nil
}

func (c *client) close() {
	if c.socket != nil {
		c.socket.Close()
		c.socket = nil
	}
}

// exchange sends a whole request and reads the whole answer. The body is valid until the next exchange.
func (c *client) exchange(request []byte) (status int, body []byte, err error) {
	if c.socket == nil {
		if err = c.connect(); err != nil {
			return 0, nil, err
		}
	}
	if err = c.send(request); err != nil {
		return 0, nil, err
	}
	return c.receive()
}

// send writes a request on the open connection.
func (c *client) send(request []byte) error {
	if err := c.socket.SetDeadline(time.Now().Add(c.timeout)); err != nil {
		return err
	}
	_, err := c.socket.Write(request)
	return err
}

// receive reads one answer.
func (c *client) receive() (status int, body []byte, err error) {
	status, length, closing, err := c.head()
	if err != nil {
		return 0, nil, err
	}
	switch {
	case status == 204 || length == 0:
		c.body = c.body[:0]
	case length > 0:
		if cap(c.body) < length {
			c.body = make([]byte, length)
		}
		c.body = c.body[:length]
		if _, err = io.ReadFull(c.reader, c.body); err != nil {
			return 0, nil, fmt.Errorf("answer ended early: %w", err)
		}
	default:
		if err = c.chunks(); err != nil {
			return 0, nil, err
		}
	}
	if !c.keepAlive || closing {
		if c.keepAlive {
			return 0, nil, errors.New("the server closed a keep-alive connection")
		}
		c.close()
	}
	return status, c.body, nil
}

const chunked = -1

var (
	headerLength     = []byte("content-length:")
	headerEncoding   = []byte("transfer-encoding:")
	headerConnection = []byte("connection:")
)

// head reads status line and headers. length is `chunked` for a chunked body.
func (c *client) head() (status int, length int, closing bool, err error) {
	line, err := c.reader.ReadSlice('\n')
	if err != nil {
		return 0, 0, false, fmt.Errorf("no answer: %w", err)
	}
	if len(line) < 12 || !bytes.HasPrefix(line, []byte("HTTP/1.1 ")) {
		return 0, 0, false, fmt.Errorf("not an HTTP/1.1 answer: %q", line)
	}
	if status, err = strconv.Atoi(string(line[9:12])); err != nil {
		return 0, 0, false, fmt.Errorf("bad status line: %q", line)
	}
	seen := false
	for {
		if line, err = c.reader.ReadSlice('\n'); err != nil {
			return 0, 0, false, fmt.Errorf("headers ended early: %w", err)
		}
		line = bytes.TrimRight(line, "\r\n")
		if len(line) == 0 {
			break
		}
		switch {
		case hasPrefixFold(line, headerLength):
			if length, err = strconv.Atoi(string(bytes.TrimSpace(line[len(headerLength):]))); err != nil {
				return 0, 0, false, fmt.Errorf("bad header: %q", line)
			}
			seen = true
		case hasPrefixFold(line, headerEncoding):
			length, seen = chunked, true
		case hasPrefixFold(line, headerConnection):
			closing = bytes.EqualFold(bytes.TrimSpace(line[len(headerConnection):]), []byte("close"))
		}
	}
	if !seen && status != 204 {
		return 0, 0, false, fmt.Errorf("answer %d has neither Content-Length nor chunks", status)
	}
	return status, length, closing, nil
}

func (c *client) chunks() error {
	c.body = c.body[:0]
	for {
		line, err := c.reader.ReadSlice('\n')
		if err != nil {
			return fmt.Errorf("chunks ended early: %w", err)
		}
		size, err := strconv.ParseInt(string(bytes.TrimSpace(line)), 16, 32)
		if err != nil {
			return fmt.Errorf("bad chunk size: %q", line)
		}
		start := len(c.body)
		c.body = append(c.body, make([]byte, size)...)
		if _, err = io.ReadFull(c.reader, c.body[start:]); err != nil {
			return fmt.Errorf("chunk ended early: %w", err)
		}
		if _, err = c.reader.Discard(2); err != nil {
			return fmt.Errorf("chunk ended early: %w", err)
		}
		if size == 0 {
			return nil
		}
	}
}

func hasPrefixFold(line, prefix []byte) bool {
	return len(line) >= len(prefix) && bytes.EqualFold(line[:len(prefix)], prefix)
}

// buildRequest writes a request as it goes over the wire.
func buildRequest(method, path, host, contentType, accept string, body []byte, keepAlive bool) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s %s HTTP/1.1\r\nHost: %s\r\n", method, path, host)
	if accept != "" {
		fmt.Fprintf(&b, "Accept: %s\r\n", accept)
	}
	if body != nil {
		fmt.Fprintf(&b, "Content-Type: %s\r\nContent-Length: %d\r\n", contentType, len(body))
	}
	if !keepAlive {
		b.WriteString("Connection: close\r\n")
	}
	b.WriteString("\r\n")
	b.Write(body)
	return b.Bytes()
}
