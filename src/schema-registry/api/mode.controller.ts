import { Delete, Get, Put, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { RegistryForwarder } from './registry-forwarder.js';
import { SHAPES } from './registry-shapes.js';
import { Forwarded, RegistryController } from './registry.decorator.js';

@RegistryController('Mode')
export class ModeController {
  constructor(private readonly registry: RegistryForwarder) {}

  @Get('mode')
  @Forwarded({ summary: 'The mode of all subjects', answer: SHAPES.mode })
  async getMode(@Req() req: Request, @Res() res: Response): Promise<void> {
    await this.registry.forward(req, res);
  }

  @Put('mode')
  @Forwarded({ summary: 'Sets the mode of all subjects', body: SHAPES.mode, answer: SHAPES.mode, query: ['force'] })
  async setMode(@Req() req: Request, @Res() res: Response): Promise<void> {
    await this.registry.forward(req, res);
  }

  @Delete('mode')
  @Forwarded({ summary: 'Takes the mode of all subjects back to the default', answer: SHAPES.oldMode })
  async deleteMode(@Req() req: Request, @Res() res: Response): Promise<void> {
    await this.registry.forward(req, res);
  }

  @Get('mode/:subject')
  @Forwarded({
    summary: 'The mode of a subject',
    answer: SHAPES.mode,
    path: ['subject'],
    query: ['defaultToGlobal'],
  })
  async getModeOfSubject(@Req() req: Request, @Res() res: Response): Promise<void> {
    await this.registry.forward(req, res);
  }

  @Put('mode/:subject')
  @Forwarded({
    summary: 'Sets the mode of a subject',
    body: SHAPES.mode,
    answer: SHAPES.mode,
    path: ['subject'],
    query: ['force'],
  })
  async setModeOfSubject(@Req() req: Request, @Res() res: Response): Promise<void> {
    await this.registry.forward(req, res);
  }

  @Delete('mode/:subject')
  @Forwarded({
    summary: 'Lets a subject follow all others in its mode again',
    answer: SHAPES.oldMode,
    path: ['subject'],
  })
  async deleteModeOfSubject(@Req() req: Request, @Res() res: Response): Promise<void> {
    await this.registry.forward(req, res);
  }
}
