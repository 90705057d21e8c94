import { Injectable } from '@nestjs/common';
import { Settings } from '../config/settings.js';
import { GatewayError } from '../errors/gateway-error.js';
import { Drain } from '../http/drain.js';
import { AdminClient, type OffsetSpec } from '../kafka/admin.client.js';
import { ReaderClient, type ReadRange } from '../kafka/reader.client.js';
import type { RecordBatch, TopicPartition } from '../kafka/record.js';
import { Log } from '../logging/log.js';
import type { PartitionReadOptions, ReadStart } from './partition-read.js';
import { ReadablePartitions } from './readable-partitions.js';
import { hasSchemas } from './record-format.js';
import { RecordSelection } from './record-selection.js';
import { SchemaDecoder } from './schema-decoder.js';
import type { ShownRecords } from './shown-records.js';
import { Wake } from './wake.js';

const COUNT_DEFAULT = 100;
/** How often it is looked whether a partition has grown up to an offset that lies beyond its end. */
const GROWTH_CHECK_MS = 200;
/** How often a read that waits makes sure that its partition still exists. */
const RECHECK_MS = 5_000;
/** A time cannot be looked up beyond what a date can be. */
const TIME_MAX = 8.64e15;

/** One read, all defaults and limits applied. */
interface Reading extends ReadRange {
  /** Monotonic, ms: the end of the wait. */
  deadline: number;
}

/** Reads of a partition without a group: nothing is joined, committed or remembered. */
@Injectable()
export class PartitionReadService {
  constructor(
    private readonly reader: ReaderClient,
    private readonly admin: AdminClient,
    private readonly partitions: ReadablePartitions,
    private readonly decoder: SchemaDecoder,
    private readonly settings: Settings,
    private readonly drain: Drain,
    private readonly log: Log,
  ) {}

  /**
   * Reads records from a place on, and waits at the end of the partition until there is one or the wait is over. A start
   * before the first record is the first record; beyond the end there are none.
   *
   * @param signal aborts when nobody waits for the answer any more; then the result is null
   * @throws GatewayError `topic-not-found`, `partition-not-found`, `bad-request` for a start or count that cannot be,
   *   `record-undecodable` when the first record cannot be shown, `schema-registry-not-configured`; Kafka's complaint
   */
  async read(
    topic: string,
    partition: number,
    start: ReadStart,
    options: PartitionReadOptions,
    signal?: AbortSignal,
  ): Promise<ShownRecords | null> {
    checkStart(start);
    const reading = this.readingOf({ topic, partition }, options);
    if (hasSchemas(options.format)) this.decoder.checkConfigured();
    const over = new AbortController();
    const end = (): void => over.abort();
    const ends = [signal, this.drain.closing].filter((each) => each !== undefined);
    for (const each of ends) each.addEventListener('abort', end, { once: true });
    if (ends.some(({ aborted }) => aborted)) end();
    try {
      await this.partitions.check({ topic, partition });
      reading.offset = await this.firstOffset(reading, start);
      const shown = await this.collect(reading, options, over.signal);
      return signal?.aborted ? null : shown;
    } catch (error) {
      this.partitions.doubt(topic, error);
      throw error;
    } finally {
      for (const each of ends) each.removeEventListener('abort', end);
    }
  }

  private async collect(reading: Reading, options: PartitionReadOptions, over: AbortSignal): Promise<ShownRecords> {
    const onUndecodable = options.onUndecodable ?? this.settings.consumers.onDecodeError;
    const selection = new RecordSelection(reading, options.format, onUndecodable, this.decoder, this.log);
    for (;;) {
      const batches = await this.nextBatches(reading, over);
      if (batches.length === 0) return selection;
      await selection.add(batches);
      if (selection.count > 0 || over.aborted || performance.now() >= reading.deadline) return selection;
      // All were stepped over.
      reading.offset = behind(batches);
    }
  }

  /** None: there are none. Moves the offset to the first one that exists. */
  private async nextBatches(reading: Reading, over: AbortSignal): Promise<readonly RecordBatch[]> {
    const wake = new Wake();
    for (;;) {
      reading.waitMs = Math.max(0, Math.min(reading.deadline - performance.now(), RECHECK_MS));
      const outcome = await this.reader.read(reading, over);
      if (outcome !== 'out-of-range' && outcome.length > 0) return outcome;
      if (outcome === 'out-of-range') {
        const beginning = await this.lookUp(reading, 'earliest');
        if (reading.offset < beginning) {
          reading.offset = beginning;
          continue;
        }
      }
      const left = reading.deadline - performance.now();
      if (left <= 0 || over.aborted) return [];
      if (outcome === 'out-of-range') await wake.wait(Math.min(left, GROWTH_CHECK_MS), over);
      // Whoever waits at the end of a topic that is deleted hears nothing of it.
      await this.partitions.check(reading);
    }
  }

  private async firstOffset(reading: Reading, { offset, timestampMs }: ReadStart): Promise<number> {
    return timestampMs === undefined ? offset : this.lookUp(reading, { timestampMs });
  }

  private async lookUp({ topic, partition }: TopicPartition, spec: OffsetSpec): Promise<number> {
    const [outcome] = await this.admin.listOffsets([{ topic, partition }], spec);
    if (!outcome) throw new GatewayError('internal', 'The offsets could not be looked up.');
    if (outcome.error) throw outcome.error;
    return outcome.value;
  }

  private readingOf(place: TopicPartition, options: PartitionReadOptions): Reading {
    const { consumers, reads } = this.settings;
    const count = options.count ?? Math.min(COUNT_DEFAULT, reads.recordsMax);
    if (!Number.isInteger(count) || count < 1 || count > reads.recordsMax) {
      throw new GatewayError('bad-request', `count: must be 1 to ${reads.recordsMax} (reads.records.max).`);
    }
    const waitMs = Math.min(options.timeoutMs ?? consumers.requestTimeoutMs, consumers.requestTimeoutMaxMs);
    return {
      ...place,
      offset: 0,
      maxRecords: count,
      maxBytes: Math.max(1, Math.min(options.maxBytes ?? consumers.requestMaxBytes, consumers.requestMaxBytes)),
      waitMs,
      extras: options.extras ?? false,
      deadline: performance.now() + waitMs,
    };
  }
}

function checkStart({ offset, timestampMs }: ReadStart): void {
  if (offset !== undefined && !(Number.isSafeInteger(offset) && offset >= 0)) {
    throw new GatewayError('bad-request', `offset: must be 0 to ${Number.MAX_SAFE_INTEGER}.`);
  }
  if (timestampMs !== undefined && !(Number.isInteger(timestampMs) && timestampMs >= 0 && timestampMs <= TIME_MAX)) {
    throw new GatewayError('bad-request', 'timestamp: must be a time from 1970 on.');
  }
}

function behind(batches: readonly RecordBatch[]): number {
  const last = batches.at(-1)!;
  return last.offsets[last.count - 1]! + 1;
}
