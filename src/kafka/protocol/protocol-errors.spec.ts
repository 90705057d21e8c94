import { describe, expect, it } from '@jest/globals';
import { AuthenticationError, NetworkError, protocolAPIsById, ResponseError } from '@platformatic/kafka';
import { answeredError, protocolError } from './protocol-errors.js';

const INCREMENTAL_ALTER_CONFIGS = 44;

describe('errors of the second door', () => {
  const answered = (code: number, message: string | null): ResponseError =>
    new ResponseError(INCREMENTAL_ALTER_CONFIGS, 1, { '/responses/0': [code, message] }, {});

  it.each([
    [3, 'topic-not-found'],
    [29, 'forbidden'],
    [31, 'forbidden'],
    [37, 'kafka-refused'],
    [40, 'kafka-refused'],
    [41, 'kafka-retriable'],
    [85, 'not-found'],
  ])('are, for code %i of Kafka, what they are by the first: %s', (code, expected) => {
    expect(protocolAPIsById[INCREMENTAL_ALTER_CONFIGS]).toBe('IncrementalAlterConfigs');
    expect(protocolError(answered(code, null), 100)).toMatchObject({
      code: expected,
      message: expect.stringMatching(/^[^.]+\w.*[^.]\.$/) as unknown,
    });
  });

  it('have the words of Kafka where there are any', () => {
    expect(protocolError(answered(40, 'Invalid value x.'), 100).message).toBe('Invalid value x.');
    expect(answeredError(40, 'Invalid value x.').message).toBe('Invalid value x.');
  });

  it('make sense for codes that are newer than the library', () => {
    expect(answeredError(9999, null)).toMatchObject({ code: 'kafka-error', message: 'Kafka error 9999.' });
    expect(protocolError(new TypeError('id of undefined'), 100)).toMatchObject({
      code: 'kafka-error',
      message: 'The answer of Kafka could not be read.',
    });
  });

  it('tell wrong credentials from brokers that do not answer', () => {
    const refused = new NetworkError('no', { cause: new AuthenticationError('SASL authentication failed.') });
    expect(protocolError(refused, 100).code).toBe('unauthenticated');
    expect(protocolError(new NetworkError('no'), 100)).toMatchObject({
      code: 'kafka-unavailable',
      message: 'No Kafka broker answered within 100 ms.',
      retryAfterSeconds: 5,
    });
  });
});
