import type { LogSettings } from '../settings.js';
import type { Client } from './client.js';

const OF_ALL: Readonly<Record<string, string>> = {
  'client.id': 'kafka-rest-gateway',
  // A request that waits for Nagle's algorithm waits up to 40 ms.
  'socket.nagle.disable': 'true',
  // How long after a broker came back it is noticed, at most; the default is 10 s.
  'reconnect.backoff.max.ms': '2000',
};

const OF_EACH: Readonly<Record<Client, Readonly<Record<string, string>>>> = {
  producer: {
    'enable.idempotence': 'true',
    acks: 'all',
    // With five idempotent requests in flight small ones gather by themselves; waiting on top only adds latency.
    'linger.ms': '0',
    // Keys go where the Java client puts them.
    partitioner: 'murmur2_random',
    'queue.buffering.max.messages': '1000000',
    'queue.buffering.max.kbytes': '262144',
    'message.timeout.ms': '30000',
  },
  consumer: {
    // The default of 1000 ms throttles a fast reader three to six times.
    'fetch.queue.backoff.ms': '5',
    // Per consumer instance, of which there may be hundreds.
    'queued.max.messages.kbytes': '16384',
    // How soon a pattern finds a topic that was just created.
    'topic.metadata.refresh.interval.ms': '3000',
    'allow.auto.create.topics': 'false',
  },
  admin: {},
};

/** Properties that each client has unless the configuration says otherwise. */
export function defaultProperties(client: Client, log: LogSettings): Readonly<Record<string, string>> {
  // Syslog levels: warnings and worse, or everything that librdkafka has to say while somebody looks for a fault.
  const chatty = log.level === 'debug' || log.level === 'trace';
  return { ...OF_ALL, log_level: chatty ? '7' : '4', ...OF_EACH[client] };
}
