import { Controller, Get, Res, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Settings } from '../config/settings.js';
import { GatewayError } from '../errors/gateway-error.js';
import { answer } from '../http/answer.js';
import { Metrics } from '../metrics/metrics.js';

/** For Prometheus, where no port of its own is configured for operators. */
@ApiTags('Health')
@Controller({ path: 'metrics', version: VERSION_NEUTRAL })
export class MetricsController {
  constructor(
    private readonly metrics: Metrics,
    private readonly settings: Settings,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'Metrics, in the text format of Prometheus',
    description: 'With `management.listeners` they are served there and not here.',
  })
  @ApiOkResponse({
    description: 'All metrics.',
    content: { 'text/plain': { schema: { type: 'string' }, example: 'kafka_rest_http_requests_in_flight 1' } },
  })
  @ApiNotFoundResponse({
    description: 'They are served by the management port.',
    content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
  })
  async getMetrics(@Res() res: Response): Promise<void> {
    if (this.settings.management.listeners.length > 0) {
      throw new GatewayError('not-found', 'Metrics are served by the management port.');
    }
    res.setHeader('Cache-Control', 'no-store');
    answer(res, 200, this.metrics.contentType, await this.metrics.text());
  }
}
