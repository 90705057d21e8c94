import type { SchemaRegistrySettings } from '../../config/settings.js';
import type { RegistryMetrics } from '../../metrics/registry-metrics.js';
import type { RegistryAnswer, RegistryRequest } from '../schema-registry.client.js';
import { EndpointDown } from './endpoint-down.js';
import { RegistryEndpoint } from './registry-endpoint.js';
import { notConfigured } from './registry-faults.js';

/** How long in ms another than the first address is preferred after it stood in. */
const PREFER_OTHER_MS = 60_000;

/** All addresses of the schema registry: the first that answers is asked. */
export class RegistryEndpoints {
  private endpoints: readonly RegistryEndpoint[];
  /** Without new requests, until those that are there have their answers. */
  private readonly retired = new Set<RegistryEndpoint>();
  private preferred = 0;
  private preferredUntil = 0;

  constructor(
    private settings: SchemaRegistrySettings,
    private readonly metrics: RegistryMetrics,
  ) {
    this.endpoints = endpointsOf(settings);
  }

  /** Requests from now on go to these addresses, with their credentials; none is left alone any more. */
  use(settings: SchemaRegistrySettings): void {
    const old = this.endpoints;
    this.settings = settings;
    this.endpoints = endpointsOf(settings);
    this.preferredUntil = 0;
    for (const endpoint of old) this.retire(endpoint);
  }

  /**
   * One exchange with the first address that answers, all attempts within the time for a request.
   *
   * @param repeatable asking twice does nothing twice: another address may be asked although the first may have heard it
   * @returns the answer, its status below 500 and not 429
   */
  async exchange(request: RegistryRequest, repeatable: boolean): Promise<RegistryAnswer> {
    const begun = performance.now();
    let outcome: 'answered' | 'failed' = 'failed';
    try {
      const answer = await this.firstAnswer(request, repeatable);
      outcome = 'answered';
      return answer;
    } finally {
      this.metrics.called(outcome, (performance.now() - begun) / 1000);
    }
  }

  private async firstAnswer(request: RegistryRequest, repeatable: boolean): Promise<RegistryAnswer> {
    const deadline = performance.now() + this.settings.requestTimeoutMs;
    const order = this.order();
    if (order.length === 0) throw notConfigured();
    let down: EndpointDown | null = null;
    // Others may take their place meanwhile.
    const { endpoints } = this;
    for (const [k, index] of order.entries()) {
      // An address that hangs must leave time for the others.
      const share = (deadline - performance.now()) / (order.length - k);
      if (share < 1) break;
      try {
        const answer = await endpoints[index]!.exchange(request, share);
        if (k > 0 && endpoints === this.endpoints) this.prefer(index);
        return answer;
      } catch (error) {
        if (!(error instanceof EndpointDown)) throw error;
        // What an endpoint said is worth more than that another one is silent.
        if (down === null || error.answer !== null) down = error;
        if (!repeatable && !error.neverSent) break;
      }
    }
    throw down ?? notConfigured();
  }

  async close(): Promise<void> {
    await Promise.all([...this.endpoints, ...this.retired].map((endpoint) => endpoint.close()));
  }

  private retire(endpoint: RegistryEndpoint): void {
    this.retired.add(endpoint);
    const gone = (): boolean => this.retired.delete(endpoint);
    // It rejects where `close` was quicker.
    endpoint.retire().then(gone, gone);
  }

  private order(): number[] {
    const { endpoints } = this;
    const first = performance.now() < this.preferredUntil ? this.preferred : 0;
    return endpoints.map((_, k) => (first + k) % endpoints.length);
  }

  private prefer(index: number): void {
    this.preferred = index;
    this.preferredUntil = performance.now() + PREFER_OTHER_MS;
  }
}

function endpointsOf(settings: SchemaRegistrySettings): RegistryEndpoint[] {
  return settings.servers.map((server) => new RegistryEndpoint(server, settings));
}
