import { Get, Next, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { NextFunction, Request, Response } from 'express';
import { answerError } from '../../http/answer.js';
import { DialectRawController } from '../../http/wire.decorator.js';
import { PartitionReadService } from '../partition-read.service.js';
import { answerPartitionRead, namesStart } from './partition-read.js';
import { ApiReadPartition } from './partition-records.document.js';

/** Reads without an instance, as v1 (`messages`) and the heading of KIP-80 have them. */
@ApiTags('Read')
@DialectRawController('v1', 'topics/:topic/partitions/:partition')
export class PartitionRecordsV1Controller {
  constructor(private readonly reads: PartitionReadService) {}

  @Get()
  @ApiReadPartition('Read records from an offset, or describe the partition (KIP-80)', { orDescribes: true })
  async readPartition(@Req() req: Request, @Res() res: Response, @Next() next: NextFunction): Promise<void> {
    try {
      if (namesStart(req.query)) await answerPartitionRead(this.reads, req, res);
      // Without a place to begin at, this is the path of the partition itself.
      else next();
    } catch (error) {
      answerError(req, res, error);
    }
  }

  @Get('messages')
  @ApiReadPartition('Read records from an offset or a time', { count: 1 })
  async readMessages(@Req() req: Request, @Res() res: Response): Promise<void> {
    try {
      await answerPartitionRead(this.reads, req, res, 1);
    } catch (error) {
      answerError(req, res, error);
    }
  }
}

/** The path that the example of KIP-80 has. */
@ApiTags('Read')
@DialectRawController('v1', 'consume/:topic/partitions/:partition')
export class ConsumePartitionController {
  constructor(private readonly reads: PartitionReadService) {}

  @Get()
  @ApiReadPartition('Read records from an offset (KIP-80)')
  async consumePartition(@Req() req: Request, @Res() res: Response): Promise<void> {
    try {
      await answerPartitionRead(this.reads, req, res);
    } catch (error) {
      answerError(req, res, error);
    }
  }
}
