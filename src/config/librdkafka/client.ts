/** The three kinds of librdkafka handle that get properties. */
export const CLIENTS = ['producer', 'consumer', 'admin'] as const;
export type Client = (typeof CLIENTS)[number];

/** A property on its way to librdkafka, under librdkafka's name. */
export interface Property {
  readonly name: string;
  readonly value: string;
  /** Where somebody wrote it, or `default of the gateway`. */
  readonly source: string;
  /** The name as written, with prefix: what faults and notes call it. */
  readonly writtenAs: string;
}

/**
 * Asks librdkafka itself what it thinks of a client's properties: one entry for each that it does not know or whose value
 * it refuses, with a sentence why. Injected, because this folder loads no native code.
 */
export type CheckLibrdkafkaProperties = (
  properties: Readonly<Record<string, string>>,
) => readonly { readonly name: string; readonly reason: string }[];
