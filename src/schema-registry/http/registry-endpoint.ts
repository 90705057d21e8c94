import {
  BrokenCircuitError,
  circuitBreaker,
  type CircuitBreakerPolicy,
  CircuitState,
  ConsecutiveBreaker,
  handleAll,
} from 'cockatiel';
import { Agent, errors } from 'undici';
import { VERSION } from '../../config/version.js';
import type { RegistryServer, SchemaRegistrySettings } from '../../config/settings.js';
import type { GatewayError } from '../../errors/gateway-error.js';
import type { RegistryAnswer, RegistryRequest } from '../schema-registry.client.js';
import { judged, type Heard } from './registry-judgement.js';
import { EndpointDown, silenceOf } from './endpoint-down.js';
import { failed, unavailable } from './registry-faults.js';
import { tlsOptions } from './tls-options.js';

/** The registry's own media type, asked for and sent. */
const REGISTRY_TYPE = 'application/vnd.schemaregistry.v1+json';

/** Connections that wait for a next request, and for how long in ms. */
const KEEP_ALIVE_MS = 30_000;
const CONNECTIONS_MAX = 32;

/** One address of the schema registry, left alone for a while when it fails again and again. */
export class RegistryEndpoint {
  private readonly agent: Agent;
  private readonly circuit: CircuitBreakerPolicy;
  private readonly base: URL;

  constructor(
    private readonly server: RegistryServer,
    private readonly settings: SchemaRegistrySettings,
  ) {
    this.base = new URL(server.url);
    this.agent = new Agent({
      connections: CONNECTIONS_MAX,
      keepAliveTimeout: KEEP_ALIVE_MS,
      maxResponseSize: settings.responseMaxBytes,
      connect: this.base.protocol === 'https:' ? tlsOptions(settings.tls) : {},
    });
    this.circuit = circuitBreaker(handleAll, {
      breaker: new ConsecutiveBreaker(settings.circuitFailures),
      halfOpenAfter: settings.circuitOpenMs,
    });
  }

  /**
   * One exchange, whatever the status of the answer. Rejects with `EndpointDown`, and with `schema-registry-failed` when the
   * answer cannot be taken: a redirect, too many bytes, no JSON.
   */
  async exchange(asked: RegistryRequest, timeoutMs: number): Promise<RegistryAnswer> {
    // While one request finds out whether it works again, the others would wait for that one.
    if (this.circuit.state === CircuitState.HalfOpen) throw this.leftAlone();
    try {
      const outcome = await this.circuit.execute(() => this.send(asked, timeoutMs));
      if (outcome instanceof Error) throw outcome;
      return outcome;
    } catch (error) {
      throw error instanceof BrokenCircuitError ? this.leftAlone() : error;
    }
  }

  /** Waits for the answers that are on their way. */
  retire(): Promise<void> {
    return this.agent.close();
  }

  /** Breaks off what is on its way. */
  close(): Promise<void> {
    return this.agent.destroy();
  }

  private leftAlone(): EndpointDown {
    const seconds = Math.ceil(this.settings.circuitOpenMs / 1000);
    return new EndpointDown(
      unavailable('failed several times and is left alone for a while', undefined, seconds),
      true,
    );
  }

  /** Rejects with what the circuit counts. What it does not count, since there is somebody who answers, is a value. */
  private async send(asked: RegistryRequest, timeoutMs: number): Promise<RegistryAnswer | GatewayError | EndpointDown> {
    const { host } = this.base;
    let heard: Heard;
    try {
      heard = await this.heard(asked, AbortSignal.timeout(Math.ceil(timeoutMs)));
    } catch (error) {
      if (!(error instanceof errors.ResponseExceededMaxSizeError)) throw silenceOf(error, host, timeoutMs);
      return failed(
        `The schema registry at ${host} answered more than schema.registry.response.max.bytes (${this.settings.responseMaxBytes}).`,
        error,
      );
    }
    const outcome = judged(heard, this.base, asked.path);
    // A 500 is about one request: whoever finds a schema that the registry stumbles over must not cut off all others.
    if (outcome instanceof EndpointDown && heard.status !== 500) throw outcome;
    return outcome;
  }

  private async heard({ method, path, query, body }: RegistryRequest, signal: AbortSignal): Promise<Heard> {
    const { authorization } = this.server;
    // The path is sent as it is: a URL would be brought into a normal form, in which `%2e%2e` leaves its folder.
    const {
      statusCode,
      headers,
      body: stream,
    } = await this.agent.request({
      origin: this.base.origin,
      path: this.base.pathname.replace(/\/$/, '') + path + (query === '' ? '' : `?${query}`),
      method,
      headers: {
        accept: `${REGISTRY_TYPE}, application/json;q=0.9`,
        'user-agent': `kafka-rest-gateway/${VERSION}`,
        ...(authorization === null ? {} : { authorization }),
        ...(body === null ? {} : { 'content-type': REGISTRY_TYPE }),
      },
      body,
      signal,
    });
    return { status: statusCode, headers, body: Buffer.from(await stream.arrayBuffer()) };
  }
}
