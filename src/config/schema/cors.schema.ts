import { parseOrigin, parseToken } from './origins.js';
import { list } from './setting.js';

/** Settings of CORS: which web pages of other origins may use the API. */
export const CORS = {
  origins: list({
    name: 'access.control.allow.origin',
    range: 'of origins like https://app.example.com, or *',
    meaning: 'Origins whose web pages may use the API; without it none.',
    entry: parseOrigin,
  }),
  methods: list({
    name: 'access.control.allow.methods',
    default: 'GET,POST,HEAD',
    range: 'of HTTP methods',
    meaning: 'Methods that those pages may use.',
    entry: parseMethod,
  }),
  headers: list({
    name: 'access.control.allow.headers',
    default: 'X-Requested-With,Content-Type,Accept,Origin',
    range: 'of header names, or *',
    meaning: 'Headers that those pages may send; `Authorization` is none that `*` stands for.',
    entry: parseToken,
  }),
  exposed: list({
    name: 'access.control.expose.headers',
    default: 'X-Request-Id,Retry-After,Location',
    range: 'of header names, or *',
    meaning: 'Headers of answers that those pages may read.',
    entry: parseToken,
    confluentDefault: 'none',
  }),
};

function parseMethod(text: string) {
  return parseToken(text.toUpperCase());
}
