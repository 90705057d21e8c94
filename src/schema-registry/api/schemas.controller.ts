import { Get, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { RegistryForwarder } from './registry-forwarder.js';
import { SHAPES } from './registry-shapes.js';
import { Forwarded, RegistryController } from './registry.decorator.js';

@RegistryController('Schemas')
export class SchemasController {
  constructor(private readonly registry: RegistryForwarder) {}

  @Get('schemas')
  @Forwarded({ summary: 'All schemas', answer: SHAPES.registrations, query: ['subjectPrefix', 'deleted'] })
  async listSchemas(@Req() req: Request, @Res() res: Response): Promise<void> {
    await this.registry.forward(req, res);
  }

  @Get('schemas/types')
  @Forwarded({ summary: 'Kinds of schemas that the registry knows', answer: SHAPES.types })
  async listSchemaTypes(@Req() req: Request, @Res() res: Response): Promise<void> {
    await this.registry.forward(req, res);
  }

  @Get('schemas/ids/:id')
  @Forwarded({ summary: 'The schema behind an id', answer: SHAPES.schema, path: ['id'] })
  async getSchema(@Req() req: Request, @Res() res: Response): Promise<void> {
    await this.registry.forward(req, res);
  }

  @Get('schemas/ids/:id/schema')
  @Forwarded({ summary: 'The bare schema behind an id', answer: SHAPES.bareSchema, path: ['id'] })
  async getBareSchema(@Req() req: Request, @Res() res: Response): Promise<void> {
    await this.registry.forward(req, res);
  }

  @Get('schemas/ids/:id/versions')
  @Forwarded({
    summary: 'Subjects and versions that an id stands for',
    answer: SHAPES.subjectVersions,
    path: ['id'],
    query: ['deleted'],
  })
  async listVersionsOfSchema(@Req() req: Request, @Res() res: Response): Promise<void> {
    await this.registry.forward(req, res);
  }

  @Get('schemas/ids/:id/subjects')
  @Forwarded({ summary: 'Subjects that have a schema', answer: SHAPES.subjects, path: ['id'], query: ['deleted'] })
  async listSubjectsOfSchema(@Req() req: Request, @Res() res: Response): Promise<void> {
    await this.registry.forward(req, res);
  }
}
