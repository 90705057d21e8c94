import { Delete, Get, Put, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { RegistryForwarder } from './registry-forwarder.js';
import { SHAPES } from './registry-shapes.js';
import { Forwarded, RegistryController } from './registry.decorator.js';

@RegistryController('Configuration')
export class ConfigController {
  constructor(private readonly registry: RegistryForwarder) {}

  @Get('config')
  @Forwarded({ summary: 'The compatibility level of all subjects', answer: SHAPES.config })
  async getConfig(@Req() req: Request, @Res() res: Response): Promise<void> {
    await this.registry.forward(req, res);
  }

  @Put('config')
  @Forwarded({
    summary: 'Sets the compatibility level of all subjects',
    body: SHAPES.newConfig,
    answer: SHAPES.newConfig,
    query: [],
  })
  async setConfig(@Req() req: Request, @Res() res: Response): Promise<void> {
    await this.registry.forward(req, res);
  }

  @Delete('config')
  @Forwarded({ summary: 'Takes the compatibility level of all subjects back to the default', answer: SHAPES.oldConfig })
  async deleteConfig(@Req() req: Request, @Res() res: Response): Promise<void> {
    await this.registry.forward(req, res);
  }

  @Get('config/:subject')
  @Forwarded({
    summary: 'The compatibility level of a subject',
    answer: SHAPES.config,
    path: ['subject'],
    query: ['defaultToGlobal'],
  })
  async getConfigOfSubject(@Req() req: Request, @Res() res: Response): Promise<void> {
    await this.registry.forward(req, res);
  }

  @Put('config/:subject')
  @Forwarded({
    summary: 'Sets the compatibility level of a subject',
    body: SHAPES.newConfig,
    answer: SHAPES.newConfig,
    path: ['subject'],
    query: [],
  })
  async setConfigOfSubject(@Req() req: Request, @Res() res: Response): Promise<void> {
    await this.registry.forward(req, res);
  }

  @Delete('config/:subject')
  @Forwarded({
    summary: 'Lets a subject follow all others in its compatibility level again',
    answer: SHAPES.oldConfig,
    path: ['subject'],
  })
  async deleteConfigOfSubject(@Req() req: Request, @Res() res: Response): Promise<void> {
    await this.registry.forward(req, res);
  }
}
