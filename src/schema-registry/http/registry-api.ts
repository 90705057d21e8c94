import { createRequire } from 'node:module';
import type createApi from '@kafkajs/confluent-schema-registry/dist/api/index.js';
import type * as Mappersmith from 'mappersmith' with { 'resolution-mode': 'require' };
import type { Schema } from '../schema.js';
import type { RegistryAnswer, RegistryRequest } from '../schema-registry.client.js';

/** Both are CommonJS; the package's table of the registry's resources is not among what its main module exports. */
const load = createRequire(import.meta.url);
const api = load('@kafkajs/confluent-schema-registry/dist/api/index.js') as typeof createApi;
const { Response } = load('mappersmith') as typeof Mappersmith;

type Response = Mappersmith.Response;

/** Sends a request of the registry's API; the path goes on from the registry's base URL. */
export type Exchange = (request: RegistryRequest) => Promise<RegistryAnswer>;

/**
 * Requests as `@kafkajs/confluent-schema-registry` makes them, sent by a transport of ours: the package's own follows no
 * deadline, knows one address and takes answers of any size. Its middleware stands outermost, so nothing of the package's
 * retries and error texts comes into play.
 */
export class RegistryApi {
  private readonly client: ReturnType<typeof createApi.default>;

  constructor(exchange: Exchange) {
    const transport: Mappersmith.Middleware = () => ({
      response: async (_next, _renew, request) => {
        const body: unknown = request.body();
        const { status, body: bytes } = await exchange({
          method: body === undefined || body === null ? 'GET' : 'POST',
          path: request.path(),
          query: '',
          body: typeof body === 'string' ? Buffer.from(body) : null,
        });
        return new Response(request, status, bytes.toString('utf8'));
      },
    });
    this.client = api.default({ host: '', middlewares: [transport] });
  }

  /** The schema behind an id. */
  schemaById(id: number): Promise<RegistryAnswer> {
    return answered(this.client.Schema.find({ id }));
  }

  /** A version of a subject. */
  schemaOf(subject: string, version: number | 'latest'): Promise<RegistryAnswer> {
    const { Subject } = this.client;
    return answered(version === 'latest' ? Subject.latestVersion({ subject }) : Subject.version({ subject, version }));
  }

  /** Where a schema stands under a subject. */
  lookup(subject: string, schema: Schema): Promise<RegistryAnswer> {
    return answered(this.client.Subject.registered({ subject, body: bodyOf(schema) }));
  }

  /** Registers a schema under a subject. */
  register(subject: string, schema: Schema): Promise<RegistryAnswer> {
    return answered(this.client.Subject.register({ subject, body: bodyOf(schema) }));
  }
}

/** Registries of before there were other kinds do not know `schemaType` and `references`. */
function bodyOf({ type, text, references }: Schema): object {
  return {
    schema: text,
    ...(type === 'AVRO' ? {} : { schemaType: type }),
    ...(references.length === 0 ? {} : { references }),
  };
}

async function answered(response: Promise<Response>): Promise<RegistryAnswer> {
  const settled = await response;
  const body = Buffer.from(settled.rawData() ?? '');
  return { status: settled.status(), body, retryAfterSeconds: undefined };
}
