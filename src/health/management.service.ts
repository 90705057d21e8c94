import { Injectable } from '@nestjs/common';
import type { Page } from '../http/management-server.js';
import { LOG_LEVELS, logLevel } from '../logging/log-level.js';
import { Metrics } from '../metrics/metrics.js';
import { HealthIndicators } from './health.indicators.js';
import { HealthReport, type Report } from './health.report.js';

/** What the management port serves. */
@Injectable()
export class ManagementService {
  constructor(
    private readonly report: HealthReport,
    private readonly indicators: HealthIndicators,
    private readonly metrics: Metrics,
  ) {}

  /** Null: no such page, or one that cannot be changed. */
  page(path: string, body?: string): Promise<Page> | null {
    if (body !== undefined) return path === '/loglevel' ? Promise.resolve(changeLogLevel(body)) : null;
    switch (path) {
      // A process that answers lives, and has started: it listens when it is made up.
      case '/livez':
      case '/startupz':
        return Promise.resolve(pageOf(this.report.alive(this.indicators.process())));
      case '/readyz':
        return this.report.readiness().then(pageOf);
      case '/healthz':
        return this.report.everything().then(pageOf);
      case '/metrics':
        return this.metrics.text().then((body) => ({ status: 200, type: this.metrics.contentType, body }));
      case '/loglevel':
        return Promise.resolve(jsonPage(200, { level: logLevel.current }));
      default:
        return null;
    }
  }
}

/** `debug`, `{"level":"debug"}`: until the process ends or the next change. */
function changeLogLevel(body: string): Page {
  const level = LOG_LEVELS.find((name) =>
    new RegExp(`^\\s*(?:\\{\\s*"level"\\s*:\\s*)?"?${name}"?\\s*\\}?\\s*$`).test(body),
  );
  if (!level) return jsonPage(400, { error_code: 400, message: `level: must be one of ${LOG_LEVELS.join(', ')}.` });
  logLevel.set(level);
  return jsonPage(200, { level });
}

function jsonPage(status: number, body: object): Page {
  return { status, type: 'application/json', body: JSON.stringify(body) };
}

function pageOf({ status, body }: Report): Page {
  return jsonPage(status, body);
}
