import { describe, expect, it } from '@jest/globals';
import { Log } from '../../logging/logger.js';
import { RepeatLog } from './repeat-log.js';

class Lines extends Log {
  readonly written: [string, object, string][] = [];
  override debug(fields: object, message: string): void {
    this.written.push(['debug', fields, message]);
  }
  override info(): void {}
  override warn(fields: object, message: string): void {
    this.written.push(['warn', fields, message]);
  }
  override error(): void {}
  override isEnabled(): boolean {
    return true;
  }
  override child(): Log {
    return this;
  }
}

describe('warnings that repeat', () => {
  it('are written once per half minute and kind, with the number of those left out', () => {
    let now = 0;
    const lines = new Lines();
    const log = new RepeatLog(lines, () => now);
    log.warn('-187', { code: -187 }, 'down');
    log.warn('-195', { code: -195 }, 'refused');
    now = 29_999;
    log.warn('-187', { code: -187 }, 'down');
    now = 30_000;
    log.warn('-187', { code: -187 }, 'down');
    expect(lines.written).toEqual([
      ['warn', { code: -187 }, 'down'],
      ['warn', { code: -195 }, 'refused'],
      ['debug', { code: -187 }, 'down'],
      ['warn', { code: -187, suppressed: 1 }, 'down'],
    ]);
  });
});
