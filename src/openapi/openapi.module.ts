import { Module } from '@nestjs/common';
import { DocsController } from './docs.controller.js';
import { ServedDocuments } from './served-documents.js';

@Module({ controllers: [DocsController], providers: [ServedDocuments] })
export class OpenApiModule {}
