import { Injectable } from '@nestjs/common';
import { type HealthIndicatorResult, HealthIndicatorService } from '@nestjs/terminus';
import { VERSION } from '../config/version.js';
import { Drain } from '../http/drain.js';
import { Settings } from '../config/settings.js';
import { KafkaProbe } from './kafka.probe.js';

/** What the health answers are made of. Names are those of the wire; `status` is the library's own. */
@Injectable()
export class HealthIndicators {
  constructor(
    private readonly indicators: HealthIndicatorService,
    private readonly kafkaProbe: KafkaProbe,
    private readonly drain: Drain,
    private readonly settings: Settings,
  ) {}

  /** Up while the gateway takes new work. */
  gateway(): HealthIndicatorResult {
    const indicator = this.indicators.check('gateway');
    return this.drain.draining ? indicator.down('The gateway is shutting down.') : indicator.up();
  }

  process(): HealthIndicatorResult {
    return this.indicators.check('process').up({ version: VERSION, uptime_seconds: Math.floor(process.uptime()) });
  }

  /** Bytes. Never down: how much is too much, the platform decides. */
  memory(): HealthIndicatorResult {
    const { rss, heapUsed, external } = process.memoryUsage();
    return this.indicators.check('memory').up({ rss_bytes: rss, heap_used_bytes: heapUsed, external_bytes: external });
  }

  /** As `readiness.kafka` says. */
  async kafkaForReadiness(): Promise<HealthIndicatorResult> {
    const { readiness } = this.settings.management;
    const counts = readiness === 'strict' || (readiness === 'startup' && !this.kafkaProbe.everReached);
    return counts ? this.kafka() : this.indicators.check('kafka').up({ message: 'Does not count for readiness.' });
  }

  async kafka(): Promise<HealthIndicatorResult> {
    const indicator = this.indicators.check('kafka');
    const state = await this.kafkaProbe.state();
    if (!state.reached) return indicator.down(state.message);
    const { clusterId, controllerId, brokers } = state;
    return indicator.up({ cluster_id: clusterId, controller_id: controllerId, brokers_count: brokers });
  }
}
