import { Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { RegistryForwarder } from './registry-forwarder.js';
import { SHAPES } from './registry-shapes.js';
import { Forwarded, RegistryController } from './registry.decorator.js';

@RegistryController('Compatibility')
export class CompatibilityController {
  constructor(private readonly registry: RegistryForwarder) {}

  @Post('compatibility/subjects/:subject/versions')
  @Forwarded({
    summary: 'Whether a schema is compatible with the versions that count for its subject',
    body: SHAPES.newSchema,
    answer: SHAPES.compatible,
    path: ['subject'],
    query: ['normalize', 'verbose'],
  })
  async checkCompatibility(@Req() req: Request, @Res() res: Response): Promise<void> {
    await this.registry.forward(req, res);
  }

  @Post('compatibility/subjects/:subject/versions/:version')
  @Forwarded({
    summary: 'Whether a schema is compatible with one version',
    body: SHAPES.newSchema,
    answer: SHAPES.compatible,
    path: ['subject', 'version'],
    query: ['normalize', 'verbose'],
  })
  async checkCompatibilityWithVersion(@Req() req: Request, @Res() res: Response): Promise<void> {
    await this.registry.forward(req, res);
  }
}
