import { Controller, Get, Res, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { answer } from '../http/answer.js';
import { HealthResponse } from './health.dto.js';
import { HealthIndicators } from './health.indicators.js';
import { HealthReport, type Report } from './health.report.js';

/** For probes: no dialect, no media type negotiation, never cached. */
@ApiTags('Health')
@Controller({ path: 'health', version: VERSION_NEUTRAL })
export class HealthController {
  constructor(
    private readonly report: HealthReport,
    private readonly indicators: HealthIndicators,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Everything: process, memory, Kafka' })
  @ApiOkResponse({ type: HealthResponse, description: 'Ready.' })
  @ApiServiceUnavailableResponse({ type: HealthResponse, description: 'Not ready; `error` tells why.' })
  async getHealth(@Res() res: Response): Promise<void> {
    write(res, await this.report.everything());
  }

  @Get('live')
  @ApiOperation({
    summary: 'Whether the process works',
    description: 'Does not depend on Kafka, and stays well during a shutdown: restarting would cure neither.',
  })
  @ApiOkResponse({ type: HealthResponse, description: 'Alive.' })
  getLiveness(@Res() res: Response): void {
    write(res, this.report.alive(this.indicators.process()));
  }

  @Get('ready')
  @ApiOperation({
    summary: 'Whether requests should be sent here: not shutting down, and Kafka as `readiness.kafka` says',
  })
  @ApiOkResponse({ type: HealthResponse, description: 'Ready.' })
  @ApiServiceUnavailableResponse({ type: HealthResponse, description: 'Not ready; `error` tells why.' })
  async getReadiness(@Res() res: Response): Promise<void> {
    write(res, await this.report.readiness());
  }
}

function write(res: Response, { status, body }: Report): void {
  res.setHeader('Cache-Control', 'no-store');
  answer(res, status, 'application/json', JSON.stringify(body));
}
