import { createRequire } from 'node:module';
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

const rdkafka = createRequire(import.meta.url)('node-rdkafka');
const TIMEOUT_MS = 10_000;
const UNKNOWN_TOPIC = 3;
/** What a new topic gives at first: unknown, leader not available, not the leader; librdkafka's unknown topic, partition. */
const NOT_YET = new Set([UNKNOWN_TOPIC, 5, 6, -188, -190]);

/** The benchmark's own view of the cluster, by a client that no contestant shares. */
export class Topics {
  #admin;
  #client;
  #alive = new Set();

  static async connect(bootstrap) {
    const topics = new Topics();
    const settings = { 'bootstrap.servers': bootstrap };
    topics.#admin = rdkafka.AdminClient.create(settings);
    topics.#client = new rdkafka.Producer(settings);
    await new Promise((resolve, reject) => {
      topics.#client.connect({ timeout: TIMEOUT_MS }, (error) => (error ? reject(error) : resolve()));
    });
    return topics;
  }

  /** A new topic whose partitions have leaders; what it held is gone from the disk a second after `remove`. */
  async create(partitions) {
    const topic = `bench-${partitions}-${randomBytes(4).toString('hex')}`;
    await new Promise((resolve, reject) => {
      const config = { 'file.delete.delay.ms': '1000' };
      const wanted = { topic, num_partitions: partitions, replication_factor: 1, config };
      this.#admin.createTopic(wanted, TIMEOUT_MS, (error) => (error ? reject(error) : resolve()));
    });
    this.#alive.add(topic);
    await this.#untilServed(topic, partitions);
    return topic;
  }

  async #untilServed(topic, partitions) {
    const limit = performance.now() + TIMEOUT_MS;
    for (;;) {
      try {
        // Asked for by name, metadata also reach what the client thinks it knows about the topic.
        await this.#metadata(topic);
        await this.ends(topic, partitions);
        return;
      } catch (error) {
        if (!NOT_YET.has(error.code) || performance.now() > limit) throw error;
        await pause(50);
      }
    }
  }

  #metadata(topic) {
    return new Promise((resolve, reject) => {
      this.#client.getMetadata({ topic, timeout: TIMEOUT_MS }, (error, metadata) =>
        error ? reject(error) : resolve(metadata),
      );
    });
  }

  async remove(topic) {
    this.#alive.delete(topic);
    await new Promise((resolve, reject) => {
      this.#admin.deleteTopic(topic, TIMEOUT_MS, (error) =>
        error && error.code !== UNKNOWN_TOPIC ? reject(error) : resolve(),
      );
    });
  }

  /** Next offset to be written, per partition. */
  async ends(topic, partitions) {
    const ends = [];
    for (let partition = 0; partition < partitions; partition++) {
      ends.push(
        await new Promise((resolve, reject) => {
          this.#client.queryWatermarkOffsets(topic, partition, TIMEOUT_MS, (error, offsets) =>
            error ? reject(error) : resolve(offsets.highOffset),
          );
        }),
      );
    }
    return ends;
  }

  async close() {
    for (const topic of this.#alive) await this.remove(topic);
    this.#admin.disconnect();
    await new Promise((resolve) => this.#client.disconnect(TIMEOUT_MS, () => resolve()));
  }
}

/**
 * Every acknowledged record must be in Kafka once: each partition grew by as many records as were acknowledged for it,
 * and their offsets add up to those of the growth.
 *
 * @param sums `{ count, sum }` of the acknowledged offsets, per partition
 */
export function checkGrowth(who, before, after, sums) {
  after.forEach((end, partition) => {
    const grown = end - before[partition];
    const expected = ((before[partition] + end - 1) * grown) / 2;
    const { count, sum } = sums[partition];
    if (count !== grown || sum !== expected) {
      throw new Error(
        `${who}: partition ${partition} grew by ${grown} records (offsets add up to ${expected}), ` +
          `acknowledged were ${count} (${sum})`,
      );
    }
  });
}
