package main

import (
	"bytes"
	"fmt"
)

// scanner reads the few JSON shapes the server answers with, strictly and without allocation.
type scanner struct {
	b []byte
	i int
}

func (s *scanner) fail(expected string) error {
	end := min(len(s.b), s.i+60)
	return fmt.Errorf("expected %s at byte %d of the answer, found %q", expected, s.i, s.b[min(s.i, end):end])
}

// peek skips white space and returns the next byte, 0 at the end.
func (s *scanner) peek() byte {
	for s.i < len(s.b) {
		switch c := s.b[s.i]; c {
		case ' ', '\t', '\r', '\n':
			s.i++
		default:
			return c
		}
	}
	return 0
}

func (s *scanner) accept(c byte) bool {
	if s.peek() != c {
		return false
	}
	s.i++
	return true
}

func (s *scanner) expect(c byte) error {
	if !s.accept(c) {
		return s.fail(string(rune(c)))
	}
	return nil
}

// text returns a string without its quotes, escapes left as they are.
func (s *scanner) text() ([]byte, error) {
	if !s.accept('"') {
		return nil, s.fail("a string")
	}
	start := s.i
	for s.i < len(s.b) {
		switch s.b[s.i] {
		case '"':
			s.i++
			return s.b[start : s.i-1], nil
		case '\\':
			s.i++
		}
		s.i++
	}
	return nil, s.fail("the end of a string")
}

// literal accepts exactly these bytes, white space included.
func (s *scanner) literal(text []byte) bool {
	if !bytes.HasPrefix(s.b[s.i:], text) {
		return false
	}
	s.i += len(text)
	return true
}

func (s *scanner) null() bool {
	s.peek()
	if !bytes.HasPrefix(s.b[s.i:], []byte("null")) {
		return false
	}
	s.i += 4
	return true
}

func (s *scanner) integer() (int64, error) {
	s.peek()
	start, negative := s.i, false
	if s.i < len(s.b) && s.b[s.i] == '-' {
		negative = true
		s.i++
	}
	var n int64
	digits := s.i
	for s.i < len(s.b) && s.b[s.i] >= '0' && s.b[s.i] <= '9' {
		n = n*10 + int64(s.b[s.i]-'0')
		s.i++
	}
	if s.i == digits {
		s.i = start
		return 0, s.fail("an integer")
	}
	if negative {
		n = -n
	}
	return n, nil
}

// members calls `member` for each name of an object; it must consume the value.
func (s *scanner) members(member func(name []byte) error) error {
	if err := s.expect('{'); err != nil {
		return err
	}
	if s.accept('}') {
		return nil
	}
	for {
		name, err := s.text()
		if err != nil {
			return err
		}
		if err = s.expect(':'); err != nil {
			return err
		}
		if err = member(name); err != nil {
			return err
		}
		if s.accept(',') {
			continue
		}
		return s.expect('}')
	}
}

// elements calls `element` for each entry of an array; it must consume the entry.
func (s *scanner) elements(element func(index int) error) error {
	if err := s.expect('['); err != nil {
		return err
	}
	if s.accept(']') {
		return nil
	}
	for index := 0; ; index++ {
		if err := element(index); err != nil {
			return err
		}
		if s.accept(',') {
			continue
		}
		return s.expect(']')
	}
}

// end fails when anything but white space is left.
func (s *scanner) end() error {
	if s.peek() != 0 {
		return s.fail("the end")
	}
	return nil
}
