import { applyDecorators, Controller, SetMetadata, UseGuards } from '@nestjs/common';
import { ApiConsumes, ApiProduces } from '@nestjs/swagger';
import type { Dialect } from './dialect.js';
import { CONSUMES, PRODUCES, RAW } from './route-metadata.js';
import { WireGuard } from './wire.guard.js';

/** An ordinary controller of a dialect: the type of the answer is negotiated before a handler runs, its result becomes JSON. */
export function DialectController(dialect: Dialect, path = ''): ClassDecorator {
  return applyDecorators(Controller({ path, version: dialect }), UseGuards(WireGuard));
}

/**
 * A controller of a dialect whose handlers take `(req, res)` and answer by themselves (`negotiate`, `readBody`, `answer`,
 * `answerError`): nothing of the framework runs between routing and the handler, and plain requests come by `RawLane`.
 */
export function DialectRawController(dialect: Dialect, path = ''): ClassDecorator {
  return applyDecorators(Controller({ path, version: dialect }), SetMetadata(RAW, true));
}

export function V2Controller(path = ''): ClassDecorator {
  return DialectController('v2', path);
}

export function V2RawController(path = ''): ClassDecorator {
  return DialectRawController('v2', path);
}

/** The types a handler can answer, the default one first. Without it: all of its dialect, the general one first. */
export function Produces(...types: string[]): MethodDecorator {
  return applyDecorators(SetMetadata(PRODUCES, types), ApiProduces(...types));
}

/**
 * The types in which a handler reads a body. Without it: all of its dialect. `application/json` and no type at all are
 * always read.
 */
export function Consumes(...types: string[]): MethodDecorator {
  return applyDecorators(SetMetadata(CONSUMES, types), ApiConsumes(...types));
}
