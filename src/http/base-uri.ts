import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import proxyAddr from 'proxy-addr';
import { Settings } from '../config/settings.js';
import { forwardedBase } from './forwarded.js';
import { hostOf } from './host.js';

/** Where clients reach this gateway: the beginning of every URL that it hands out. */
@Injectable()
export class BaseUri {
  private readonly advertised: string | undefined;
  private readonly trusts: (address: string, distance: number) => boolean;

  constructor(settings: Settings) {
    [this.advertised] = settings.http.advertisedListeners;
    this.trusts = proxyAddr.compile(settings.http.trustedProxies);
  }

  /**
   * @returns the first advertised listener, else what a trusted proxy says in `Forwarded` or `X-Forwarded-*` (path prefix
   *   included), else `http://` and the Host header. No trailing slash.
   */
  of(req: Request): string {
    if (this.advertised !== undefined) return this.advertised;
    const { remoteAddress } = req.socket;
    if (remoteAddress !== undefined && this.trusts(remoteAddress, 0)) return forwardedBase(req);
    return `http://${hostOf(req)}`;
  }
}
