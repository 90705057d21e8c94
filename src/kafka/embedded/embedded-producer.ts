import type { Log } from '../../logging/logger.js';
import type { Properties } from '../librdkafka/handle.js';
import { LibrdkafkaProducerClient } from '../librdkafka/producer.js';
import type { EmbeddedKafka } from './embedded-kafka.js';

/** The mock cluster would create a missing topic with four partitions; a first topic of one partition is what people expect. */
export class EmbeddedProducerClient extends LibrdkafkaProducerClient {
  constructor(
    private readonly kafka: EmbeddedKafka,
    properties: Properties,
    log: Log,
  ) {
    super(properties, log);
  }

  override async autoCreateTopic(topic: string, timeoutMs: number): Promise<number> {
    await this.kafka.createTopic(topic);
    return super.autoCreateTopic(topic, timeoutMs);
  }
}
