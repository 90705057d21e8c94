import type { Log } from '../../logging/logger.js';
import {
  ConsumerClient,
  ConsumerClientFactory,
  type ConsumerListener,
  type ConsumerOptions,
} from '../consumer.client.js';
import { LibrdkafkaConsumerClient } from './consumer.js';
import type { Properties } from './handle.js';

export class LibrdkafkaConsumerClientFactory extends ConsumerClientFactory {
  constructor(
    private readonly properties: Properties,
    private readonly requestTimeoutMs: number,
    private readonly log: Log,
  ) {
    super();
  }

  override open(options: ConsumerOptions, listener: ConsumerListener): ConsumerClient {
    const properties = { ...this.properties, ...options.properties, 'group.id': options.groupId };
    return new LibrdkafkaConsumerClient(
      properties,
      this.log.child({ group: options.groupId }),
      listener,
      this.requestTimeoutMs,
    );
  }
}
