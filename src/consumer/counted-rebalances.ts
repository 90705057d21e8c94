import {
  type ConsumerClient,
  ConsumerClientFactory,
  type ConsumerListener,
  type ConsumerOptions,
} from '../kafka/consumer.client.js';
import type { Rebalance } from '../metrics/consumer-metrics.js';

/** Opens consumers as another factory does, and tells what their groups do to them. */
export class CountedRebalances extends ConsumerClientFactory {
  constructor(
    private readonly factory: ConsumerClientFactory,
    private readonly count: (event: Rebalance) => void,
  ) {
    super();
  }

  override open(options: ConsumerOptions, listener: ConsumerListener): ConsumerClient {
    return this.factory.open(options, {
      onReadable: () => listener.onReadable(),
      onAssigned: (partitions) => {
        this.count('assigned');
        listener.onAssigned(partitions);
      },
      onRevoked: (partitions, lost) => {
        this.count(lost ? 'lost' : 'revoked');
        listener.onRevoked(partitions, lost);
      },
      onError: (error) => listener.onError(error),
    });
  }
}
