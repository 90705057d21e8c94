import { IncomingMessage, type ServerOptions, ServerResponse } from 'node:http';
import type { Express } from 'express';

type Messages = Required<
  Pick<ServerOptions<typeof IncomingMessage, typeof ServerResponse>, 'IncomingMessage' | 'ServerResponse'>
>;

/**
 * Makes a server build requests and responses with the prototypes of an Express application from the start. Express would
 * exchange the prototypes of each, which costs more than all of its routing.
 */
export function expressMessages(app: Express): Messages {
  return {
    IncomingMessage: withPrototype(IncomingMessage, app.request),
    ServerResponse: withPrototype(ServerResponse, app.response),
  };
}

function withPrototype<T extends new (...args: never[]) => object>(base: T, prototype: object): T {
  function Message(...args: ConstructorParameters<T>): object {
    return Reflect.construct(base, args, Message) as object;
  }
  Message.prototype = prototype;
  return Message as unknown as T;
}
