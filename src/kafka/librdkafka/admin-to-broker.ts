import type { AdminRequest } from './admin-calls.js';
import { askBroker } from './admin-options.js';

/** The request, to this very broker and to no other. */
export function toBroker<T>(brokerId: number, request: AdminRequest<T>): AdminRequest<T> {
  return {
    ...request,
    repeatable: false,
    configure: (options) => {
      request.configure?.(options);
      askBroker(options, brokerId);
    },
  };
}
