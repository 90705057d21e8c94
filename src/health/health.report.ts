import { Injectable, ServiceUnavailableException } from '@nestjs/common';
import { HealthCheckService, type HealthIndicatorFunction, type HealthIndicatorResult } from '@nestjs/terminus';
import { HealthIndicators } from './health.indicators.js';

export interface Report {
  status: 200 | 503;
  body: object;
}

/** Runs indicators and tells the outcome as a value: terminus throws an HTTP exception for what is a regular answer here. */
@Injectable()
export class HealthReport {
  constructor(
    private readonly checks: HealthCheckService,
    private readonly indicators: HealthIndicators,
  ) {}

  /** Whether requests should be sent here. */
  readiness(): Promise<Report> {
    const { indicators } = this;
    return this.of([() => indicators.gateway(), () => indicators.kafkaForReadiness()]);
  }

  /** For people. */
  everything(): Promise<Report> {
    const { indicators } = this;
    return this.of([
      () => indicators.gateway(),
      () => indicators.process(),
      () => indicators.memory(),
      () => indicators.kafka(),
    ]);
  }

  private async of(indicators: HealthIndicatorFunction[]): Promise<Report> {
    try {
      return { status: 200, body: await this.checks.check(indicators) };
    } catch (error) {
      if (!(error instanceof ServiceUnavailableException)) throw error;
      return { status: 503, body: error.getResponse() as object };
    }
  }

  /** Without terminus, which calls a process that shuts down unwell. */
  alive(details: HealthIndicatorResult): Report {
    return { status: 200, body: { status: 'ok', info: details, error: {}, details } };
  }
}
