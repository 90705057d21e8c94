import { Counter, Gauge, type Registry } from 'prom-client';

/** What a librdkafka client says of itself now and then. */
export interface ClientStatistics {
  queuedMessages: number;
  queuedBytes: number;
  brokers: BrokerStatistics[];
}

export interface BrokerStatistics {
  id: number;
  up: boolean;
  /** Means of the last interval. */
  roundTripSeconds: number;
  throttleSeconds: number;
  /** Since the client was opened. */
  timeouts: number;
}

/** The producer's connections to the brokers, as of the last statistics (`management.statistics.interval.ms`). */
export class KafkaMetrics {
  private readonly messages;
  private readonly bytes;
  private readonly up;
  private readonly roundTrip;
  private readonly throttle;
  private readonly timeouts;
  private readonly timeoutsBefore = new Map<number, number>();

  constructor(registry: Registry, prefix: string) {
    const registers = [registry];
    const ofBroker = (name: string, help: string): Gauge<'broker'> =>
      new Gauge({ name: `${prefix}producer_${name}`, help, labelNames: ['broker'], registers });
    this.messages = new Gauge({
      name: `${prefix}producer_queue_messages`,
      help: 'Records in the queue of the producer.',
      registers,
    });
    this.bytes = new Gauge({
      name: `${prefix}producer_queue_bytes`,
      help: 'Bytes of records in the queue of the producer.',
      registers,
    });
    this.up = ofBroker('broker_up', 'Whether the producer is connected to the broker. It connects to those it needs.');
    this.roundTrip = ofBroker('broker_round_trip_seconds', 'Mean time from a request to its answer.');
    this.throttle = ofBroker('broker_throttle_seconds', 'Mean time that the broker makes the producer wait: a quota.');
    this.timeouts = new Counter({
      name: `${prefix}producer_broker_timeouts_total`,
      help: 'Requests of the producer that the broker did not answer in time.',
      labelNames: ['broker'],
      registers,
    });
  }

  producer({ queuedMessages, queuedBytes, brokers }: ClientStatistics): void {
    this.messages.set(queuedMessages);
    this.bytes.set(queuedBytes);
    // Brokers that went for good leave no line behind.
    for (const gauge of [this.up, this.roundTrip, this.throttle]) gauge.reset();
    for (const { id, up, roundTripSeconds, throttleSeconds, timeouts } of brokers) {
      const labels = { broker: String(id) };
      this.up.set(labels, up ? 1 : 0);
      this.roundTrip.set(labels, roundTripSeconds);
      this.throttle.set(labels, throttleSeconds);
      const before = this.timeoutsBefore.get(id) ?? 0;
      // Fewer than before: the producer was rebuilt and counts anew.
      this.timeouts.inc(labels, timeouts < before ? timeouts : timeouts - before);
      this.timeoutsBefore.set(id, timeouts);
    }
  }
}
