import type { IncomingMessage, ServerResponse } from 'node:http';

/** Looks at every request of a server before any handler does. Answers it, or calls `next` once, now or later. */
export type Gate = (req: IncomingMessage, res: ServerResponse, next: () => void) => void;
