import { applyDecorators, Controller, HttpCode, UseGuards, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiQuery, ApiTags } from '@nestjs/swagger';
import { Consumes, Produces } from '../../http/wire.decorator.js';
import { WireGuard } from '../../http/wire.guard.js';
import type { Shape } from './registry-shapes.js';
import { REGISTRY_TYPES } from './registry-types.js';

/** What a route of the registry's API is, for its document. */
interface About {
  summary: string;
  description?: string;
  body?: Shape;
  answer: Shape;
  /** Parts of the path. */
  path?: readonly (keyof typeof PATH)[];
  /** Names in the query. All others are passed on too. */
  query?: readonly (keyof typeof QUERY)[];
}

const PATH = {
  subject: { description: 'A subject; a slash in it is `%2F`.', example: 'readings-value' },
  version: { description: 'A version of the subject, or `latest`.', example: 'latest' },
  id: { description: 'The id of a schema.', example: '1' },
} as const;

const QUERY = {
  deleted: { type: 'boolean', description: 'Deleted ones too.' },
  permanent: { type: 'boolean', description: 'For good, after it was deleted without this.' },
  normalize: { type: 'boolean', description: 'Brings the schema into its normal form first.' },
  verbose: { type: 'boolean', description: 'Says what is not compatible.' },
  force: { type: 'boolean', description: 'Although there are schemas.' },
  defaultToGlobal: { type: 'boolean', description: 'What holds for all where the subject has nothing of its own.' },
  subjectPrefix: { type: 'string', description: 'Subjects that begin so.' },
} as const;

/** A controller of the registry's API. Its routes serve whoever asks, in whatever dialect. */
export function RegistryController(tag: string): ClassDecorator {
  return applyDecorators(ApiTags(tag), Controller({ path: '', version: VERSION_NEUTRAL }), UseGuards(WireGuard));
}

/** Documents a route that is passed on, and settles its media types. */
export function Forwarded({ summary, description, body, answer, path = [], query = [] }: About): MethodDecorator {
  return applyDecorators(
    HttpCode(200),
    Consumes(...REGISTRY_TYPES),
    Produces(...REGISTRY_TYPES),
    ApiOperation({
      summary,
      ...(description === undefined ? {} : { description }),
      ...(body === undefined ? {} : { requestBody: { required: true, content: inAllTypes(body) } }),
    }),
    ApiOkResponse({ description: 'As the registry answers.', content: inAllTypes(answer) }),
    ...path.map((name) => ApiParam({ name, ...PATH[name] })),
    ...query.map((name) => ApiQuery({ name, required: false, ...QUERY[name] })),
  );
}

function inAllTypes({ schema, example }: Shape): Record<string, Shape> {
  return Object.fromEntries([...REGISTRY_TYPES, 'application/json'].map((type) => [type, { schema, example }]));
}
