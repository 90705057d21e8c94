import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import proxyAddr from 'proxy-addr';
import { Settings } from '../config/settings.js';
import { forwardedBase } from './forwarded.js';
import { hostOf, schemeOf } from './host.js';
import { passedBaseOf } from './passed-base.js';

/** Where clients reach this gateway: the beginning of every URL that it hands out. */
@Injectable()
export class BaseUri {
  private readonly advertised: string | undefined;
  private readonly trusts: (address: string, distance: number) => boolean;

  constructor(private readonly settings: Settings) {
    [this.advertised] = settings.http.advertisedListeners;
    this.trusts = proxyAddr.compile(settings.http.trustedProxies);
  }

  /**
   * @returns the first advertised listener, else what the replica says that passed the request on, else what a trusted proxy says in `Forwarded` or `X-Forwarded-*` (path prefix
   *   included), else the scheme of the connection and the Host header. No trailing slash.
   */
  of(req: Request): string {
    if (this.advertised !== undefined) return this.advertised;
    const passed = passedBaseOf(req);
    if (passed !== undefined) return passed;
    const { remoteAddress } = req.socket;
    if (remoteAddress !== undefined && this.trusts(remoteAddress, 0)) return forwardedBase(req);
    return `${schemeOf(req)}://${hostOf(req)}`;
  }

  /** @returns as `of`, or with `base.uri=pod` this replica's own address: where the connection of the request came in. */
  ofInstance(req: Request): string {
    const { instanceBase, listeners } = this.settings.http;
    if (instanceBase === 'client') return this.of(req);
    const { localAddress = 'localhost', localPort } = req.socket;
    const address = localAddress.replace(/^::ffff:(?=\d+\.)/, '');
    // What another replica passed on came in by the port for replicas.
    const [first] = listeners;
    const passed = passedBaseOf(req) !== undefined;
    const [protocol, port] = passed ? [first?.protocol ?? 'http', first?.port] : [schemeOf(req), localPort];
    return `${protocol}://${address.includes(':') ? `[${address}]` : address}:${port}`;
  }
}
