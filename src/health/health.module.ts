import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { KafkaModule } from '../kafka/kafka.module.js';
import { HealthController } from './health.controller.js';
import { HealthIndicators } from './health.indicators.js';
import { HealthReport } from './health.report.js';
import { KafkaProbe } from './kafka.probe.js';
import { ManagementService } from './management.service.js';
import { MetricsController } from './metrics.controller.js';

@Module({
  // Terminus would log each failed probe; `KafkaProbe` logs changes.
  imports: [KafkaModule, TerminusModule.forRoot({ logger: false })],
  controllers: [HealthController, MetricsController],
  providers: [HealthIndicators, HealthReport, KafkaProbe, ManagementService],
  exports: [ManagementService],
})
export class HealthModule {}
