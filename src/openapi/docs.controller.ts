import { Controller, Get, Param, Req, Res, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { answer } from '../http/answer.js';
import { ServedDocuments } from './served-documents.js';
import { CONTENT_SECURITY_POLICY, docsAsset, docsPage } from './swagger-ui.assets.js';

/** Swagger UI and the documents it shows. */
@ApiExcludeController()
@Controller({ version: VERSION_NEUTRAL })
export class DocsController {
  constructor(private readonly documents: ServedDocuments) {}

  @Get('docs')
  getDocsPage(@Req() req: Request, @Res() res: Response): void {
    const base = req.path.endsWith('/') ? './' : './docs/';
    res.setHeader('Content-Security-Policy', CONTENT_SECURITY_POLICY);
    res.setHeader('X-Content-Type-Options', 'nosniff');
    res.setHeader('Referrer-Policy', 'no-referrer');
    res.setHeader('Cache-Control', 'no-cache');
    answer(res, 200, 'text/html; charset=utf-8', docsPage(base));
  }

  @Get('docs/:file')
  async getDocsAsset(@Param('file') file: string, @Res() res: Response): Promise<void> {
    const { contentType, body } = await docsAsset(file, this.documents.names);
    res.setHeader('X-Content-Type-Options', 'nosniff');
    res.setHeader('Cache-Control', 'public, max-age=3600');
    answer(res, 200, contentType, body);
  }

  @Get('openapi/:file')
  async getDocument(@Param('file') file: string, @Res() res: Response): Promise<void> {
    const body = await this.documents.get(file);
    res.setHeader('Cache-Control', 'no-cache');
    answer(res, 200, 'application/json', body);
  }
}
