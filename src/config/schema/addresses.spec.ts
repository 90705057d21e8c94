import { describe, expect, it } from '@jest/globals';
import {
  parseAdvertised,
  parseBroker,
  parseHostName,
  parseListener,
  parsePlainListener,
  parseProxy,
} from './addresses.js';

describe('a listener', () => {
  it.each([
    ['http://0.0.0.0:8082', '0.0.0.0', 8082],
    ['HTTP://localhost:80/', 'localhost', 80],
    ['http://[::1]:8082', '::1', 8082],
    ['http://[::]:0', '::', 0],
    ['http://:8082', '0.0.0.0', 8082],
    ['http://*:8082', '0.0.0.0', 8082],
  ])('%s is bound', (text, host, port) => {
    expect(parseListener(text)).toEqual({ value: { protocol: 'http', host, port } });
  });

  it('with https has TLS', () => {
    expect(parseListener('HTTPS://[::]:8443')).toEqual({ value: { protocol: 'https', host: '::', port: 8443 } });
  });

  it('without TLS is all that replicas have among themselves', () => {
    expect(parsePlainListener('http://*:1')).toEqual({ value: { protocol: 'http', host: '0.0.0.0', port: 1 } });
    expect(parsePlainListener('https://*:1')).toEqual({ fault: expect.stringContaining('must begin with http://') });
    expect(parsePlainListener('*:1')).toEqual({ fault: expect.stringContaining('must be URLs like') });
  });

  it.each([
    ['INTERNAL://0.0.0.0:8082', 'must begin with http:// or https://'],
    ['http://0.0.0.0', 'must be URLs like'],
    ['0.0.0.0:8082', 'must be URLs like'],
    ['http://a:b@c:1', 'must be URLs like'],
    ['http://c:1/path', 'must be URLs like'],
    ['http://c:65536', 'up to 65535'],
    ['http://c:-1', 'must be URLs like'],
  ])('%s is refused', (text, fault) => expect(parseListener(text)).toEqual({ fault: expect.stringContaining(fault) }));
});

describe('an advertised listener', () => {
  it.each([
    ['https://kafka.example.com', 'https://kafka.example.com'],
    ['https://kafka.example.com/', 'https://kafka.example.com'],
    ['http://h:8082/rest/', 'http://h:8082/rest'],
    ['http://[::1]:8082', 'http://[::1]:8082'],
  ])('%s is an URL without slash at the end', (text, value) => expect(parseAdvertised(text)).toEqual({ value }));

  it.each(['kafka.example.com', 'ftp://h', 'http:h', 'http://u:p@h', 'http://h?x', 'http://h#x', 'http://'])(
    '%s is refused',
    (text) => expect(parseAdvertised(text)).toHaveProperty('fault'),
  );
});

describe('a trusted proxy', () => {
  it.each(['10.0.0.0/8', '127.0.0.1', '::1', 'fd00::/8', 'loopback', 'uniquelocal'])('%s is taken', (value) => {
    expect(parseProxy(value)).toEqual({ value });
  });

  it.each(['10.0.0.0/33', 'fd00::/129', '10.0.0', 'all', '10.0.0.0/8/8', '10.0.0.0/', 'proxy.example.com'])(
    '%s is refused',
    (text) => expect(parseProxy(text)).toHaveProperty('fault'),
  );
});

describe('a broker', () => {
  it.each(['kafka-1:9092', 'kafka', 'SASL_SSL://kafka-1:9093', '[::1]:9092', '10.0.0.1:9092', 'kafka_1:9092'])(
    '%s is taken',
    (value) => expect(parseBroker(value)).toEqual({ value }),
  );

  it.each([
    'http://kafka:8082',
    'kafka:0',
    'kafka:65536',
    'kafka:port',
    'kafka:9092/x',
    ':9092',
    'a b:1',
    'u:p@kafka:9092',
  ])('%s is refused', (text) => expect(parseBroker(text)).toHaveProperty('fault'));
});

describe('a host name', () => {
  it.each(['', 'rest-proxy', 'rest.example.com', '10.0.0.1', '::1'])('%j is taken', (value) => {
    expect(parseHostName(value)).toEqual({ value });
  });

  it.each(['http://h', 'h:8082', 'a b', '-h'])('%j is refused', (text) => {
    expect(parseHostName(text)).toHaveProperty('fault');
  });
});
