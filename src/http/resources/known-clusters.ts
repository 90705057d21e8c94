/** The Kafka clusters that this gateway serves. Injection token. */
export abstract class KnownClusters {
  /** Rejects with `not-found` for every other cluster id. */
  abstract require(clusterId: string): Promise<void>;
}
