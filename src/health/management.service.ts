import { Injectable } from '@nestjs/common';
import type { Page } from '../http/management-server.js';
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

  /** Null: no such page. */
  page(path: string): Promise<Page> | null {
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
      default:
        return null;
    }
  }
}

function pageOf({ status, body }: Report): Page {
  return { status, type: 'application/json', body: JSON.stringify(body) };
}
