import type { FetchQueue } from './consumer-fetch-queue.js';
import { drainEvents, type EventHandlers } from './events.js';
import { destroyHandle } from './handle.js';
import { declare, type Pointer } from './library.js';
import { onWake } from './wake-pipe.js';

const closeQueue = declare('consumer_close_queue', 'pointer', 'pointer', 'pointer');
const consumerClosed = declare('consumer_closed', 'int', 'pointer');
const queueNew = declare('queue_new', 'pointer', 'pointer');
const queueDestroy = declare('queue_destroy', 'void', 'pointer');
const errorDestroy = declare('error_destroy', 'void', 'pointer');

/** A group whose coordinator does not answer is left without saying goodbye after this time. */
const LEAVE_MS = 5000;
/** The end of closing is a state, not always an event: looked at this often besides. */
const CHECK_MS = 20;

/**
 * Leaves the group (rebalance events go on being handled, so that the last commit is sent before partitions are given up)
 * and frees the consumer. Nothing blocks: librdkafka's own close would wait on the calling thread.
 */
export async function closeConsumer(
  handle: bigint,
  queue: Pointer,
  fetched: FetchQueue,
  handlers: EventHandlers,
): Promise<void> {
  // A queue of its own: librdkafka forwards the consumer's queue to it, which must not be itself.
  const closing = queueNew(handle);
  const error = closeQueue(handle, closing);
  if (error) errorDestroy(error);
  else await left(handle, closing, handlers);
  drainEvents(closing, handlers);
  fetched.close();
  queueDestroy(closing);
  queueDestroy(queue);
  await destroyHandle(handle);
}

async function left(handle: bigint, closing: Pointer, handlers: EventHandlers): Promise<void> {
  const deadline = performance.now() + LEAVE_MS;
  await new Promise<void>((resolve) => {
    const check = (): void => {
      drainEvents(closing, handlers);
      if (consumerClosed(handle) === 0 && performance.now() < deadline) return;
      clearInterval(timer);
      stopWaking();
      resolve();
    };
    const stopWaking = onWake(closing, check);
    const timer = setInterval(check, CHECK_MS);
  });
}
