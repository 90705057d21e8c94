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
  private readonly endpoints: readonly RegistryEndpoint[];
  private preferred = 0;
  private preferredUntil = 0;

  constructor(
    private readonly settings: SchemaRegistrySettings,
    private readonly metrics: RegistryMetrics,
  ) {
    this.endpoints = settings.servers.map((server) => new RegistryEndpoint(server, settings));
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
    for (const [k, index] of order.entries()) {
      // An address that hangs must leave time for the others.
      const share = (deadline - performance.now()) / (order.length - k);
      if (share < 1) break;
      try {
        const answer = await this.endpoints[index]!.exchange(request, share);
        if (k > 0) this.prefer(index);
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
    await Promise.all(this.endpoints.map((endpoint) => endpoint.close()));
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
