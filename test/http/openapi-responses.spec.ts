import { describe, expect, it } from '@jest/globals';
import type { OpenAPIObject } from '@nestjs/swagger';
import { DocumentChecker } from '../support/openapi-responses.js';

const JSON_TYPE = 'application/json';
const ERROR = { $ref: '#/components/schemas/Error' };
const THING = { type: 'object', required: ['id'], properties: { id: { type: ['integer', 'null'] } } };

const DOCUMENT: OpenAPIObject = {
  openapi: '3.1.0',
  info: { title: 't', version: '1' },
  paths: {
    '/things/{id}': {
      get: {
        responses: {
          200: { description: 'd', content: { [JSON_TYPE]: { schema: { $ref: '#/components/schemas/Thing' } } } },
          404: { $ref: '#/components/responses/Error404' },
        },
      },
      delete: { responses: { 204: { description: 'd' } } },
    },
    '/things/first': {
      get: { responses: { 200: { description: 'd', content: { [JSON_TYPE]: { schema: { type: 'string' } } } } } },
    },
  },
  components: {
    schemas: {
      Thing: THING,
      Error: {
        type: 'object',
        required: ['error_code', 'message'],
        properties: { error_code: { type: 'integer' }, message: { type: 'string' } },
      },
    },
    responses: { Error404: { description: 'd', content: { [JSON_TYPE]: { schema: ERROR } } } },
  },
};

describe('the check of answers against a document', () => {
  const checker = new DocumentChecker(DOCUMENT);
  const check =
    (method: string, path: string, status: number, body: string, type: string | null = JSON_TYPE) =>
    () =>
      checker.check(method, path, status, type, body);

  it('accepts what is documented, whatever the query, a slash at the end or parameters of the type', () => {
    expect(check('GET', '/things/7?x=1', 200, '{"id":7}')).not.toThrow();
    expect(check('GET', '/things/7/', 200, '{"id":null}', 'application/json; charset=utf-8')).not.toThrow();
    expect(check('GET', '/things/7', 404, '{"error_code":404,"message":"m"}')).not.toThrow();
    expect(check('DELETE', '/things/7', 204, '', null)).not.toThrow();
    expect(check('HEAD', '/things/7', 200, '')).not.toThrow();
  });

  it('prefers the path that is named in full', () => {
    expect(check('GET', '/things/first', 200, '"one"')).not.toThrow();
    expect(check('GET', '/things/first', 200, '{"id":1}')).toThrow(/must be string/);
  });

  it.each([
    ['a missing member', '{}', /must have required property 'id'/],
    ['a member of another type', '{"id":"7"}', /must be integer,null/],
    ['a member that is not documented', '{"id":7,"more":1}', /must NOT have additional properties/],
  ])('refuses %s', (_, body, message) => {
    expect(check('GET', '/things/7', 200, body)).toThrow(message);
  });

  it('refuses a status, a type or a body that is not documented', () => {
    expect(check('GET', '/things/7', 409, '{}')).toThrow(/status is not documented/);
    expect(check('GET', '/things/7', 200, '{"id":7}', 'text/html')).toThrow(/"text\/html" is not documented/);
    expect(check('DELETE', '/things/7', 204, '{}')).toThrow(/a body was answered/);
  });

  it('wants envelopes from methods and paths that are in no document too', () => {
    expect(check('PUT', '/things/7', 405, '{"error_code":405,"message":"m"}')).not.toThrow();
    expect(check('GET', '/nothing', 404, '{"error":"x"}')).toThrow(/required property/);
  });
});
