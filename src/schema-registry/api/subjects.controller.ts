import { Delete, Get, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { RegistryForwarder } from './registry-forwarder.js';
import { SHAPES } from './registry-shapes.js';
import { Forwarded, RegistryController } from './registry.decorator.js';

@RegistryController('Subjects')
export class SubjectsController {
  constructor(private readonly registry: RegistryForwarder) {}

  @Get('subjects')
  @Forwarded({ summary: 'All subjects', answer: SHAPES.subjects, query: ['subjectPrefix', 'deleted'] })
  async listSubjects(@Req() req: Request, @Res() res: Response): Promise<void> {
    await this.registry.forward(req, res);
  }

  @Post('subjects/:subject')
  @Forwarded({
    summary: 'Where a schema stands under a subject',
    body: SHAPES.newSchema,
    answer: SHAPES.registered,
    path: ['subject'],
    query: ['normalize', 'deleted'],
  })
  async lookUpSchema(@Req() req: Request, @Res() res: Response): Promise<void> {
    await this.registry.forward(req, res);
  }

  @Delete('subjects/:subject')
  @Forwarded({
    summary: 'Deletes a subject with all its versions',
    answer: SHAPES.versions,
    path: ['subject'],
    query: ['permanent'],
  })
  async deleteSubject(@Req() req: Request, @Res() res: Response): Promise<void> {
    await this.registry.forward(req, res);
  }

  @Get('subjects/:subject/versions')
  @Forwarded({ summary: 'Versions of a subject', answer: SHAPES.versions, path: ['subject'], query: ['deleted'] })
  async listVersions(@Req() req: Request, @Res() res: Response): Promise<void> {
    await this.registry.forward(req, res);
  }

  @Post('subjects/:subject/versions')
  @Forwarded({
    summary: 'Registers a schema under a subject',
    description: 'Does nothing when it is registered already. 409 when it is not compatible with earlier versions.',
    body: SHAPES.newSchema,
    answer: SHAPES.id,
    path: ['subject'],
    query: ['normalize'],
  })
  async registerSchema(@Req() req: Request, @Res() res: Response): Promise<void> {
    await this.registry.forward(req, res);
  }

  @Get('subjects/:subject/versions/:version')
  @Forwarded({
    summary: 'A version of a subject',
    answer: SHAPES.registered,
    path: ['subject', 'version'],
    query: ['deleted'],
  })
  async getVersion(@Req() req: Request, @Res() res: Response): Promise<void> {
    await this.registry.forward(req, res);
  }

  @Delete('subjects/:subject/versions/:version')
  @Forwarded({
    summary: 'Deletes a version of a subject',
    answer: SHAPES.version,
    path: ['subject', 'version'],
    query: ['permanent'],
  })
  async deleteVersion(@Req() req: Request, @Res() res: Response): Promise<void> {
    await this.registry.forward(req, res);
  }

  @Get('subjects/:subject/versions/:version/schema')
  @Forwarded({
    summary: 'The bare schema of a version',
    answer: SHAPES.bareSchema,
    path: ['subject', 'version'],
    query: ['deleted'],
  })
  async getSchemaOfVersion(@Req() req: Request, @Res() res: Response): Promise<void> {
    await this.registry.forward(req, res);
  }

  @Get('subjects/:subject/versions/:version/referencedby')
  @Forwarded({
    summary: 'Ids of the schemas that refer to a version',
    answer: SHAPES.ids,
    path: ['subject', 'version'],
  })
  async listReferencesToVersion(@Req() req: Request, @Res() res: Response): Promise<void> {
    await this.registry.forward(req, res);
  }
}
