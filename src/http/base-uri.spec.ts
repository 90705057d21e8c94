import { describe, expect, it } from '@jest/globals';
import express, { type Request } from 'express';
import { testSettings } from '../../test/support/test-settings.js';
import { BaseUri } from './base-uri.js';

const PROXY = '10.1.2.3';

interface From {
  headers?: Record<string, string>;
  remote?: string;
  trusted?: string[];
  advertised?: string[];
}

function baseOf({ headers = {}, remote = PROXY, trusted = ['10.0.0.0/8'], advertised = [] }: From): string {
  const request = Object.create(express.request, {
    headers: { value: { host: 'gateway:8082', ...headers } },
    socket: { value: { remoteAddress: remote, localAddress: '::1', localPort: 8082 } },
  }) as Request;
  return new BaseUri(testSettings({ http: { trustedProxies: trusted, advertisedListeners: advertised } })).of(request);
}

describe('the base of URLs handed out', () => {
  it('is what is advertised, whatever a request says', () => {
    expect(baseOf({ advertised: ['https://kafka.example/rest'], headers: { 'x-forwarded-host': 'other' } })).toBe(
      'https://kafka.example/rest',
    );
  });

  it('is the Host of the request otherwise', () => {
    expect(baseOf({})).toBe('http://gateway:8082');
  });

  it('is the address of the connection where there is no Host', () => {
    expect(baseOf({ headers: { host: '' } })).toBe('http://[::1]:8082');
  });

  it.each<[string, Record<string, string>, string]>([
    ['X-Forwarded-Proto', { 'x-forwarded-proto': 'https' }, 'https://gateway:8082'],
    ['X-Forwarded-Host', { 'x-forwarded-host': 'kafka.example' }, 'http://kafka.example'],
    [
      'several proxies',
      { 'x-forwarded-host': 'kafka.example, inner', 'x-forwarded-proto': 'https, http' },
      'https://kafka.example',
    ],
    [
      'X-Forwarded-Port',
      { 'x-forwarded-host': 'kafka.example', 'x-forwarded-port': '8443' },
      'http://kafka.example:8443',
    ],
    [
      'a port that goes without saying',
      { 'x-forwarded-host': 'kafka.example', 'x-forwarded-port': '443', 'x-forwarded-proto': 'https' },
      'https://kafka.example',
    ],
    [
      'a host with a port',
      { 'x-forwarded-host': 'kafka.example:1', 'x-forwarded-port': '2' },
      'http://kafka.example:1',
    ],
    ['X-Forwarded-Prefix', { 'x-forwarded-prefix': '/kafka/rest/' }, 'http://gateway:8082/kafka/rest'],
    [
      'Forwarded',
      { forwarded: 'for=1.2.3.4;proto=https;host="kafka.example:8443", host=inner' },
      'https://kafka.example:8443',
    ],
    [
      'Forwarded over X-Forwarded',
      { forwarded: 'host=kafka.example', 'x-forwarded-host': 'other' },
      'http://kafka.example',
    ],
    ['Forwarded without a host', { forwarded: 'for="[2001:db8::1]";proto=https' }, 'https://gateway:8082'],
  ])('honours %s of a trusted proxy', (_, headers, base) => {
    expect(baseOf({ headers })).toBe(base);
  });

  it.each<[string, Record<string, string>]>([
    ['a host with a path', { 'x-forwarded-host': 'evil.example/x' }],
    ['a host with a user', { 'x-forwarded-host': 'a@evil.example' }],
    ['a quoted host with a line end', { forwarded: 'host="a\\\r\nb"' }],
    ['a prefix that is another host', { 'x-forwarded-prefix': '//evil.example' }],
    ['a prefix with a query', { 'x-forwarded-prefix': '/a?b' }],
    ['a scheme that is none', { 'x-forwarded-proto': 'javascript' }],
  ])('does not let a header write %s into it', (_, headers) => {
    expect(baseOf({ headers })).toBe('http://gateway:8082');
  });

  it('believes nobody who is not trusted', () => {
    const headers = { 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' };
    expect(baseOf({ headers, remote: '192.0.2.1' })).toBe('http://gateway:8082');
    expect(baseOf({ headers, trusted: [] })).toBe('http://gateway:8082');
  });

  it('knows a trusted proxy by its IPv4 address over IPv6 too', () => {
    expect(baseOf({ headers: { 'x-forwarded-host': 'kafka.example' }, remote: '::ffff:10.1.2.3' })).toBe(
      'http://kafka.example',
    );
  });
});
