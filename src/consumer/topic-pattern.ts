import { RE2JS } from 're2js';
import { GatewayError } from '../errors/gateway-error.js';

const LENGTH_MAX = 1000;

/** Topics by regular expression (RE2 syntax: no backreferences, no look-around), matched as a whole in linear time. */
export class TopicPattern {
  private readonly expression: RE2JS;

  /** @throws GatewayError `invalid-body` when the expression is not one */
  constructor(readonly source: string) {
    if (source.length === 0) throw new GatewayError('invalid-body', 'topic_pattern must not be empty');
    if (source.length > LENGTH_MAX) {
      throw new GatewayError('invalid-body', `topic_pattern must have at most ${LENGTH_MAX} characters`);
    }
    try {
      this.expression = RE2JS.compile(source);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : 'bad syntax';
      throw new GatewayError('invalid-body', `topic_pattern is not a regular expression: ${reason}`, { cause });
    }
  }

  /** The topics that match, sorted. Those that begin with `__` only for a pattern that says `__` itself. */
  matching(topics: readonly string[]): string[] {
    const internals = this.source.includes('__');
    return topics.filter((topic) => (internals || !topic.startsWith('__')) && this.expression.matches(topic)).sort();
  }
}
