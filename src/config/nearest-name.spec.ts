import { describe, expect, it } from '@jest/globals';
import { nearestName } from './nearest-name.js';
import { SETTINGS } from './schema/schema.js';

describe('nearestName', () => {
  it.each([
    ['bootstrap.server', 'bootstrap.servers'],
    ['boostrap.servers', 'bootstrap.servers'],
    ['Listeners', 'listeners'],
    ['consumer.instance.timeuot.ms', 'consumer.instance.timeout.ms'],
    ['consumer_request_timeout_ms', 'consumer.request.timeout.ms'],
    ['prot', 'port'],
  ])('takes %s for %s', (typed, meant) => expect(nearestName(typed, SETTINGS.keys())).toBe(meant));

  it.each(['foo', 'x', '', 'something.else.entirely'])('suggests nothing for %j', (typed) => {
    expect(nearestName(typed, SETTINGS.keys())).toBeNull();
  });
});
