import type { BrokerStatistics, ClientStatistics } from '../../metrics/kafka-metrics.js';
import { declare } from './library.js';

const eventStats = declare('event_stats', 'string', 'pointer');

/** https://github.com/confluentinc/librdkafka/blob/master/STATISTICS.md, as far as it is looked at. Times are microseconds. */
interface NativeStatistics {
  msg_cnt?: number;
  msg_size?: number;
  brokers?: Record<string, NativeBroker>;
}

interface NativeBroker {
  nodeid: number;
  state: string;
  req_timeouts: number;
  rtt: { avg: number };
  throttle: { avg: number };
}

const MICROSECONDS = 1e6;
const MILLISECONDS = 1e3;

/** What a statistics event says; null when it cannot be read. */
export function readStatistics(event: bigint): ClientStatistics | null {
  const text = eventStats(event);
  if (text === null) return null;
  const { msg_cnt = 0, msg_size = 0, brokers = {} } = JSON.parse(text) as NativeStatistics;
  return { queuedMessages: msg_cnt, queuedBytes: msg_size, brokers: Object.values(brokers).flatMap(readBroker) };
}

/** Bootstrap addresses and logical brokers have no id. */
function readBroker({ nodeid, state, req_timeouts, rtt, throttle }: NativeBroker): BrokerStatistics[] {
  if (nodeid < 0) return [];
  return [
    {
      id: nodeid,
      up: state === 'UP',
      roundTripSeconds: rtt.avg / MICROSECONDS,
      throttleSeconds: throttle.avg / MILLISECONDS,
      timeouts: req_timeouts,
    },
  ];
}
