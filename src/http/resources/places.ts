import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { Settings } from '../../config/settings.js';
import { BaseUri } from '../base-uri.js';
import { exchangeOf } from '../exchange.js';
import { Place } from './place.js';

/** Where resources are, as the client of a request sees it. */
@Injectable()
export class Places {
  private readonly authority: string;

  constructor(
    private readonly baseUri: BaseUri,
    settings: Settings,
  ) {
    this.authority = settings.http.resourceNameAuthority;
  }

  /** Where clients reach `/v3`, without a trailing slash. */
  base(req: Request): string {
    return this.baseUri.of(req) + exchangeOf(req).mount;
  }

  cluster(req: Request, clusterId: string): Place {
    return Place.cluster(this.base(req), this.authority, clusterId);
  }
}
