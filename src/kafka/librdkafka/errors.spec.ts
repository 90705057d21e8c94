import { describe, expect, it } from '@jest/globals';
import { errorCodeOf } from '../error-codes.js';
import { adminError } from './admin-errors.js';
import { gatewayError, messageOf, recordFailure } from './errors.js';

describe("Kafka's and librdkafka's error codes", () => {
  it.each([
    [-195, 'kafka-unavailable'],
    [-187, 'kafka-unavailable'],
    [-185, 'kafka-unavailable'],
    [-192, 'kafka-retriable'],
    [-184, 'kafka-retriable'],
    [-150, 'kafka-retriable'],
    [-190, 'partition-not-found'],
    [-188, 'topic-not-found'],
    [-169, 'unauthenticated'],
    [3, 'topic-not-found'],
    [6, 'kafka-retriable'],
    [8, 'kafka-unavailable'],
    [10, 'payload-too-large'],
    [17, 'kafka-refused'],
    [19, 'kafka-retriable'],
    [25, 'kafka-retriable'],
    [29, 'forbidden'],
    [30, 'forbidden'],
    [31, 'forbidden'],
    [36, 'kafka-refused'],
    [38, 'kafka-refused'],
    [40, 'kafka-refused'],
    [44, 'kafka-refused'],
    [54, 'kafka-refused'],
    [58, 'unauthenticated'],
    [74, 'kafka-retriable'],
    [89, 'too-many-requests'],
    [2, 'kafka-error'],
    [48, 'kafka-error'],
    [-1, 'kafka-error'],
  ])('%d is %s', (code, expected) => {
    expect(errorCodeOf(code)).toBe(expected);
  });

  it("says the broker's own words where there are some, else librdkafka's without their prefix", () => {
    expect(gatewayError(36, "Topic 'a' already exists.").message).toBe("Topic 'a' already exists.");
    expect(gatewayError(29).message).toBe('Topic authorization failed.');
    expect(messageOf(-195)).toBe('Broker transport failure');
    expect(gatewayError(-185).message).toBe('Kafka did not answer in time.');
  });

  it('does not take the name of a request for the words of a broker that sent none', () => {
    expect(adminError(36, 'CreateTopics: ').message).toBe('Topic already exists.');
    expect(adminError(36, "Topic 'a: ' already exists.").message).toBe("Topic 'a: ' already exists.");
  });

  it('does not call a record lost whose fate is unknown', () => {
    expect(recordFailure(-192)).toEqual({
      code: 'kafka-retriable',
      message: expect.stringContaining('may or may not have been written'),
    });
  });
});
