import { collectDefaultMetrics, Registry } from 'prom-client';
import { ConsumerMetrics } from './consumer-metrics.js';
import { CredentialMetrics } from './credential-metrics.js';
import { HttpMetrics } from './http-metrics.js';
import { KafkaMetrics } from './kafka-metrics.js';
import { PeerMetrics } from './peer-metrics.js';
import { ProduceMetrics } from './produce-metrics.js';
import { RefusalMetrics } from './refusal-metrics.js';
import { RegistryMetrics } from './registry-metrics.js';

/** Of every metric's name. */
export const PREFIX = 'kafka_rest_';

/** All metrics of one gateway. One object per process: whoever counts something holds on to the part that is its own. */
export class Metrics {
  private readonly registry = new Registry();
  readonly http = new HttpMetrics(this.registry, PREFIX);
  readonly produce = new ProduceMetrics(this.registry, PREFIX);
  readonly kafka = new KafkaMetrics(this.registry, PREFIX);
  readonly consumer = new ConsumerMetrics(this.registry, PREFIX);
  readonly peers = new PeerMetrics(this.registry, PREFIX);
  readonly schemaRegistry = new RegistryMetrics(this.registry, PREFIX);
  readonly credentials = new CredentialMetrics(this.registry, PREFIX);
  readonly refusals = new RefusalMetrics(this.registry, PREFIX);

  /** Also watches the process: CPU, memory, event loop, garbage collector. Once: it goes on until the process ends. */
  watchProcess(): void {
    collectDefaultMetrics({ register: this.registry, prefix: PREFIX });
  }

  /** Media type of `text`. */
  get contentType(): string {
    return this.registry.contentType;
  }

  /** In the text format of Prometheus. */
  text(): Promise<string> {
    return this.registry.metrics();
  }

  /** What there is, for the documentation. */
  describe(): { name: string; help: string; type: string; labels: string[] }[] {
    return this.registry.getMetricsAsArray().map((metric) => {
      const { name, help, type, labelNames } = metric as unknown as MetricShape;
      return { name, help, type, labels: [...labelNames] };
    });
  }
}

/** What prom-client's metrics have, and its types do not show. */
interface MetricShape {
  name: string;
  help: string;
  type: string;
  labelNames: readonly string[];
}
