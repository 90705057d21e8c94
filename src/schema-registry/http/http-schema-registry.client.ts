import { Injectable } from '@nestjs/common';
import { Credentials, FixedCredentials } from '../../config/credentials/credentials.js';
import { Settings } from '../../config/settings.js';
import { Metrics } from '../../metrics/metrics.js';
import type { Schema } from '../schema.js';
import {
  type RegisteredVersion,
  type RegistryAnswer,
  type RegistryRequest,
  SchemaRegistryClient,
} from '../schema-registry.client.js';
import { isUnknown, refusal } from './registry-refusals.js';
import { integer, objectOf, schemaOf, versionOf } from './registry-answers.js';
import { RegistryApi } from './registry-api.js';
import { EndpointDown } from './endpoint-down.js';
import { RegistryEndpoints } from './registry-endpoints.js';
import { refusedCredentials } from './registry-faults.js';
import { checkSubject } from './subject-name.js';

/**
 * Methods that may be repeated at another address although the first may have heard them: a POST looks up, checks or registers
 * by content, but a DELETE that is repeated finds nothing and says so.
 */
const REPEATABLE = /^(?:GET|POST|PUT)$/;

/** The schema registry over HTTP. */
@Injectable()
export class HttpSchemaRegistryClient extends SchemaRegistryClient {
  private readonly endpoints: RegistryEndpoints;
  private readonly api: RegistryApi;

  constructor({ schemaRegistry }: Settings, metrics: Metrics, credentials: Credentials = new FixedCredentials()) {
    super();
    this.endpoints = new RegistryEndpoints(schemaRegistry, metrics.schemaRegistry);
    credentials.onChange('schema-registry', ({ settings }) => this.endpoints.use(settings.schemaRegistry));
    this.api = new RegistryApi((request) => this.exchange(request, true));
  }

  override async schemaById(id: number): Promise<Schema> {
    return schemaOf(objectOf(await this.answered(this.api.schemaById(id))));
  }

  override async schemaOf(subject: string, version: number | 'latest'): Promise<RegisteredVersion> {
    checkSubject(subject);
    return versionOf(objectOf(await this.answered(this.api.schemaOf(subject, version))));
  }

  override async lookup(subject: string, schema: Schema): Promise<{ id: number; version: number } | null> {
    checkSubject(subject);
    const answer = await this.api.lookup(subject, schema);
    if (isUnknown(answer)) return null;
    const found = objectOf(await this.answered(answer));
    return { id: integer(found, 'id'), version: integer(found, 'version') };
  }

  override async register(subject: string, schema: Schema): Promise<number> {
    checkSubject(subject);
    return integer(objectOf(await this.answered(this.api.register(subject, schema))), 'id');
  }

  override async forward(request: RegistryRequest): Promise<RegistryAnswer> {
    const answer = await this.forwarded(request);
    // The client has no part in these credentials: a 401 would ask it for others.
    if (answer.status === 401) throw refusedCredentials();
    return answer;
  }

  override close(): Promise<void> {
    return this.endpoints.close();
  }

  private async forwarded(request: RegistryRequest): Promise<RegistryAnswer> {
    try {
      return await this.endpoints.exchange(request, REPEATABLE.test(request.method));
    } catch (error) {
      if (!(error instanceof EndpointDown)) throw error;
      if (error.answer) return error.answer;
      throw error.failure;
    }
  }

  private async exchange(request: RegistryRequest, repeatable: boolean): Promise<RegistryAnswer> {
    try {
      return await this.endpoints.exchange(request, repeatable);
    } catch (error) {
      throw error instanceof EndpointDown ? error.failure : error;
    }
  }

  private async answered(answer: RegistryAnswer | Promise<RegistryAnswer>): Promise<RegistryAnswer> {
    const settled = await answer;
    if (settled.status >= 400) throw refusal(settled);
    return settled;
  }
}
