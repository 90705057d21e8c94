import { describe, expect, it } from '@jest/globals';
import { GatewayError } from '../errors/gateway-error.js';
import { V2_ANY, V2_TYPE } from './dialects/v2.js';
import { chooseType, listed, mediaTypeOf } from './media-type.js';

describe('a media type', () => {
  it.each([
    [undefined, null],
    ['', null],
    ['json', null],
    ['application/json/x', null],
    ['application/json', 'application/json'],
    [' Application/JSON ;charset=utf-8', 'application/json'],
    [`${V2_TYPE};a="b,c"`, V2_TYPE],
  ])('is read from %s without its parameters', (header, type) => {
    expect(mediaTypeOf(header)).toBe(type);
  });
});

describe('the type of an answer', () => {
  const offered = [V2_TYPE, 'application/vnd.kafka.binary.v2+json'];

  it.each([
    [undefined, V2_TYPE],
    ['', V2_TYPE],
    ['*/*', V2_TYPE],
    ['application/json', 'application/json'],
    ['application/vnd.kafka+json', V2_TYPE],
    ['application/vnd.kafka.binary.v2+json', 'application/vnd.kafka.binary.v2+json'],
    ['application/json;q=0.1, */*;q=0.2', V2_TYPE],
    [`${V2_TYPE};q=0, */*`, 'application/vnd.kafka.binary.v2+json'],
    ['application/json; charset=utf-8', 'application/json'],
  ])('for Accept: %s is %s', (accept, type) => {
    expect(chooseType(accept, offered)).toBe(type);
  });

  it('is refused where none is wanted, naming those that are offered', () => {
    expect(() => chooseType('text/html', offered)).toThrow(GatewayError);
    expect(() => chooseType('text/html', offered)).toThrow(listed(offered));
    expect(() => chooseType('*/*;q=0', V2_ANY)).toThrow(expect.objectContaining({ code: 'not-acceptable' }));
  });
});
