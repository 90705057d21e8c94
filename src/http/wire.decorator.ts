import { applyDecorators, Controller, SetMetadata, UseGuards } from '@nestjs/common';
import { ApiConsumes, ApiProduces } from '@nestjs/swagger';
import { CONSUMES, PRODUCES, RAW } from './route-metadata.js';
import { WireGuard } from './wire.guard.js';

/** An ordinary controller of v2: the type of the answer is negotiated before a handler runs, its result becomes JSON. */
export function V2Controller(path = ''): ClassDecorator {
  return applyDecorators(Controller({ path, version: 'v2' }), UseGuards(WireGuard));
}

/**
 * A controller of v2 whose handlers take `(req, res)` and answer by themselves (`negotiate`, `readBody`, `answer`,
 * `answerError`): nothing of the framework runs between routing and the handler, and plain requests come by `RawLane`.
 */
export function V2RawController(path = ''): ClassDecorator {
  return applyDecorators(Controller({ path, version: 'v2' }), SetMetadata(RAW, true));
}

/** The types a handler can answer, the default one first. Without it: all of v2, `application/vnd.kafka.v2+json` first. */
export function Produces(...types: string[]): MethodDecorator {
  return applyDecorators(SetMetadata(PRODUCES, types), ApiProduces(...types));
}

/** The types in which a handler reads a body. Without it: all of v2. `application/json` and no type at all are always read. */
export function Consumes(...types: string[]): MethodDecorator {
  return applyDecorators(SetMetadata(CONSUMES, types), ApiConsumes(...types));
}
