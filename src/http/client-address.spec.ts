import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { ClientAddress } from './client-address.js';

const PROXY = '10.0.0.1';
const CLIENT = '203.0.113.9';

function addressOf(headers: Record<string, string>, from = PROXY, trusted = ['10.0.0.0/8', 'fd00::/8']): string | null {
  return new ClientAddress(trusted).of({ headers } as unknown as IncomingMessage, from);
}

describe('the address of a client', () => {
  it.each<[string, Record<string, string>, string]>([
    ['of a proxy that says nothing', {}, PROXY],
    ['of one proxy', { 'x-forwarded-for': CLIENT }, CLIENT],
    ['of a chain of proxies', { 'x-forwarded-for': `${CLIENT}, 10.0.0.3,10.0.0.2` }, CLIENT],
    ['with a port', { 'x-forwarded-for': `${CLIENT}:4711` }, CLIENT],
    ['of the standard header', { forwarded: `for=${CLIENT};proto=https, for=10.0.0.2` }, CLIENT],
    ['in any order and case', { forwarded: `proto=http; For="${CLIENT}:80"` }, CLIENT],
    ['of version 6', { forwarded: 'for="[2001:db8::1]:4711"' }, '2001:db8::1'],
    ['of the standard header before the older', { forwarded: `for=${CLIENT}`, 'x-forwarded-for': '1.2.3.4' }, CLIENT],
    ['mapped into version 6', { 'x-forwarded-for': `::ffff:${CLIENT}` }, CLIENT],
  ])('comes from a trusted proxy: %s', (_case, headers, expected) => {
    expect(addressOf(headers)).toBe(expected);
    expect(addressOf(headers, `::ffff:${PROXY}`)).toBe(expected);
  });

  it('is not what the client itself claims', () => {
    expect(addressOf({ 'x-forwarded-for': '1.2.3.4' }, CLIENT)).toBe(CLIENT);
    expect(addressOf({ 'x-forwarded-for': `1.2.3.4, ${CLIENT}, 10.0.0.2` })).toBe(CLIENT);
    expect(addressOf({ 'x-forwarded-for': '1.2.3.4' }, PROXY, [])).toBe(PROXY);
  });

  it.each(['unknown', '_hidden', '', '<script>', '10.0.0.2\r\n'])('is never a text like %j', (claimed) => {
    expect(['10.0.0.1', '10.0.0.2']).toContain(addressOf({ 'x-forwarded-for': claimed }));
    expect(['10.0.0.1', '10.0.0.2']).toContain(addressOf({ forwarded: `for=${claimed}` }));
  });

  it('is unknown when the connection is', () => {
    expect(new ClientAddress([]).of({ headers: {} } as unknown as IncomingMessage, undefined)).toBeNull();
  });
});
