import { expect } from '@jest/globals';
import type { RawResponse } from './raw-http.js';

/** What must never reach a client: stacks, files, classes of libraries. */
const LEAK =
  /\n\s+at |node_modules|\/(?:src|dist|work|tmp)\/|\b\w+(?:Error|Exception)\b|librdkafka|\bexpress\b|nestjs/i;

/**
 * Holds an answer against the one form that every error has.
 *
 * @param code the `error_code`; the status itself when not given
 * @returns the message
 */
export async function expectEnvelope(response: Response | RawResponse, status: number, code = status): Promise<string> {
  const text = response instanceof Response ? await response.text() : response.text;
  expect({ status: response.status, text }).toMatchObject({ status });
  const body = JSON.parse(text) as { error_code: number; message: string };
  expect(body).toEqual({ error_code: code, message: expect.stringMatching(/^.{3,}$/s) as unknown });
  expect(body.message).not.toMatch(LEAK);
  expect(header(response, 'content-type')).toMatch(/^application\/(?:vnd\.[\w.]+\+)?json$/);
  expect(header(response, 'content-length')).toBe(String(Buffer.byteLength(text)));
  expect(header(response, 'x-request-id')).toMatch(/^[\w.-]{1,64}$/);
  expect(header(response, 'x-powered-by')).toBeNull();
  expect(header(response, 'etag')).toBeNull();
  return body.message;
}

export function header(response: Response | RawResponse, name: string): string | null {
  return response instanceof Response ? response.headers.get(name) : (response.headers.get(name)?.join(', ') ?? null);
}
