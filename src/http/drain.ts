import { Injectable } from '@nestjs/common';

/**
 * Where the process is on its way out. First it drains: not ready any more, but every request is still answered. Then it
 * closes: nothing new is accepted, and whoever waits inside a request should answer with what there is.
 */
@Injectable()
export class Drain {
  private readonly controller = new AbortController();
  private begun = false;

  /** True from the first sign of shutdown on. */
  get draining(): boolean {
    return this.begun;
  }

  /** Aborts when listeners close: long waits inside requests end here. */
  get closing(): AbortSignal {
    return this.controller.signal;
  }

  begin(): void {
    this.begun = true;
  }

  close(): void {
    this.begun = true;
    this.controller.abort();
  }
}
