import { GatewayError } from '../../errors/gateway-error.js';
import { giveMemoryBack } from './allocator.js';
import { declare, type Pointer } from './library.js';
import { follow, LIVE, type Properties, unfollow } from './live-properties.js';

export type { Properties } from './live-properties.js';

const confNew = declare('conf_new', 'pointer');
const confSet = declare('conf_set', 'int', 'pointer', 'string', 'string', 'pointer', 'size');
const confDestroy = declare('conf_destroy', 'void', 'pointer');
const confSetEvents = declare('conf_set_events', 'void', 'pointer', 'int');
const confEnableSaslQueue = declare('conf_enable_sasl_queue', 'void', 'pointer', 'int');
const create = declare('new', 'pointer', 'int', 'pointer', 'pointer', 'size');
const saslBackgroundCallbacks = declare('sasl_background_callbacks_enable', 'pointer', 'pointer');
const setLogQueue = declare('set_log_queue', 'int', 'pointer', 'pointer');
const destroyFlags = declare('destroy_flags', 'void', 'pointer', 'int');

/** Event types: rd_kafka.h RD_KAFKA_EVENT_*. */
export const Event = { DR: 0x1, LOG: 0x4, ERROR: 0x8, REBALANCE: 0x10, OFFSET_COMMIT: 0x20, STATS: 0x40 } as const;

const DESTROY_NO_CONSUMER_CLOSE = 0x8;

const errorBuffer = Buffer.alloc(512);

export function lastErrorText(): string {
  return errorBuffer.toString('utf8', 0, Math.max(0, errorBuffer.indexOf(0)));
}

/** Scratch for the `char *errstr, size_t` pairs of librdkafka; read it with `lastErrorText` before the next call. */
export const errstr = { buffer: errorBuffer, size: errorBuffer.length } as const;

/** Sets every property; the first refused one is a `consumer-config-refused` or start-up error with librdkafka's reason. */
function newConf(properties: Properties): Pointer {
  const conf = confNew();
  for (const [name, value] of Object.entries(properties)) {
    if (confSet(conf, name, value, errorBuffer, errorBuffer.length) !== 0) {
      const reason = lastErrorText();
      confDestroy(conf);
      throw new GatewayError('consumer-config-refused', `Invalid client configuration: ${reason}.`);
    }
  }
  return conf;
}

/** Why librdkafka refuses these properties, one sentence per property; empty when it takes them all. */
export function refusedProperties(properties: Properties): { name: string; reason: string }[] {
  const refused: { name: string; reason: string }[] = [];
  const conf = confNew();
  for (const [name, value] of Object.entries(properties)) {
    if (confSet(conf, name, value, errorBuffer, errorBuffer.length) !== 0)
      refused.push({ name, reason: lastErrorText() });
  }
  confDestroy(conf);
  return refused;
}

/**
 * A new `rd_kafka_t *`. Properties that may change are taken as they are now, and followed. Its logs and errors come as events on its main queue. `events`: which `Event`s to get besides.
 * Throws `GatewayError` when librdkafka refuses the properties.
 */
export function openHandle(type: 'producer' | 'consumer', asked: Properties, events: number): bigint {
  const source = asked[LIVE];
  const properties = source?.current(asked) ?? asked;
  const conf = newConf({ ...properties, 'log.queue': 'true' });
  confSetEvents(conf, events | Event.ERROR | Event.LOG);
  // Token refresh must not wait for somebody to poll: librdkafka's own thread serves it.
  const oauth = /^oauthbearer$/i.test(properties['sasl.mechanisms'] ?? properties['sasl.mechanism'] ?? '');
  if (oauth) confEnableSaslQueue(conf, 1);
  const handle = create(type === 'producer' ? 0 : 1, conf, errorBuffer, errorBuffer.length);
  if (!handle) {
    const reason = lastErrorText();
    confDestroy(conf);
    throw new GatewayError('consumer-config-refused', `Invalid client configuration: ${reason}.`);
  }
  if (oauth) saslBackgroundCallbacks(handle);
  setLogQueue(handle, null);
  if (source) follow(handle, source);
  return handle;
}

/**
 * Opens a handle and frees it again: only so librdkafka looks into the files that properties name.
 *
 * Rejects with `GatewayError` when librdkafka refuses the properties, with its reason.
 */
export async function tryProperties(type: 'producer' | 'consumer', properties: Properties): Promise<void> {
  await destroyHandle(openHandle(type, properties, 0));
}

/** Frees a handle on a pool thread (joining librdkafka's threads takes milliseconds). All queues and events must be gone. */
export function destroyHandle(handle: bigint): Promise<void> {
  unfollow(handle);
  return new Promise((resolve, reject) => {
    destroyFlags.async(handle, DESTROY_NO_CONSUMER_CLOSE, (error) => {
      giveMemoryBack();
      if (error) reject(error);
      else resolve();
    });
  });
}
