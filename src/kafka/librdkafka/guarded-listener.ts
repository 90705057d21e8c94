import type { Log } from '../../logging/logger.js';
import type { ConsumerListener } from '../consumer.client.js';

/**
 * Listeners run inside the callback of the wake pipe, where an exception would end the process: a bug in one instance is
 * logged and stays with that instance.
 */
export function guardedListener(listener: ConsumerListener, log: Log): ConsumerListener {
  const guard = <A extends unknown[]>(name: string, call: (...args: A) => void) => {
    return (...args: A): void => {
      try {
        call(...args);
      } catch (error) {
        log.error({ err: error }, `consumer: ${name} failed`);
      }
    };
  };
  return {
    onReadable: guard('onReadable', () => listener.onReadable()),
    onAssigned: guard('onAssigned', (partitions) => listener.onAssigned(partitions)),
    onRevoked: guard('onRevoked', (partitions, lost) => listener.onRevoked(partitions, lost)),
    onError: guard('onError', (error) => listener.onError(error)),
  };
}
