import { createParamDecorator, type ExecutionContext, type Type } from '@nestjs/common';
import type { Request } from 'express';
import { GatewayError } from '../errors/gateway-error.js';
import { readBody } from './body.js';
import { exchangeOf } from './exchange.js';
import { refuseOtherTypes } from './content-type.js';
import { CONSUMES, typesOf } from './route-metadata.js';
import { parseJson } from './strict-json.js';
import { toDto } from './validated-dto.js';

interface Wanted {
  dto: Type<unknown>;
  optional: boolean;
}

const Body = createParamDecorator(async (wanted: Wanted, context: ExecutionContext): Promise<unknown> => {
  const req = context.switchToHttp().getRequest<Request>();
  const { settings } = exchangeOf(req).kit;
  const bytes = await readBody(req, settings.bodyMaxBytes);
  if (bytes.length === 0 && wanted.optional) return undefined;
  refuseOtherTypes(req.headers['content-type'], typesOf(CONSUMES, context.getHandler(), context.getClass()));
  if (bytes.length === 0) throw new GatewayError('invalid-body', 'The request needs a JSON body.');
  return toDto(wanted.dto, parseJson(bytes, settings.bodyMaxDepth));
});

/**
 * The JSON body of a request as a validated instance of `dto`, on any method. Refused with `GatewayError`: types other than
 * those of `@Consumes` (`unsupported-media-type`), text that is not strict UTF-8 or JSON or nested too deeply
 * (`bad-request`), unknown, missing and mistyped fields (`invalid-body`), too many bytes (`payload-too-large`).
 *
 * @param options.optional the handler gets `undefined` when there is no body
 */
export function JsonBody(dto: Type<unknown>, options: { optional?: boolean } = {}): ParameterDecorator {
  return Body({ dto, optional: options.optional ?? false } satisfies Wanted);
}
