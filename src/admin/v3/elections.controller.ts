import { Param, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { JsonBody } from '../../http/json-body.decorator.js';
import { collection } from '../../http/resources/collection.js';
import { Places } from '../../http/resources/places.js';
import { V3Controller } from '../../http/resources/resource-controller.decorator.js';
import { ApiPlace } from '../../http/resources/resource-docs.js';
import { PartitionChangesService } from '../partitions.service.js';
import { ElectLeadersRequest, LeaderElectionListResponse } from './partitions.dto.js';
import { presentElection, readElection } from './partitions.presenter.js';

const EXAMPLES = {
  all: { summary: 'Preferred leaders everywhere', value: { type: 'PREFERRED' } },
  one: {
    summary: 'Of one partition',
    value: { type: 'PREFERRED', partitions: [{ topic_name: 'jsontest', partition_id: 0 }] },
  },
};

/** Beyond what Confluent's API can do. */
@ApiTags('Partition')
@V3Controller('clusters/:clusterId/leader-elections')
export class ElectionsV3Controller {
  constructor(
    private readonly partitions: PartitionChangesService,
    private readonly places: Places,
  ) {}

  @Post()
  @ApiOperation({
    summary: 'Elect leaders of partitions',
    description:
      'Partitions that were named are all answered; else those with a new leader or an error. 207 when it failed for some.',
  })
  @ApiPlace()
  @ApiBody({ type: ElectLeadersRequest, examples: EXAMPLES })
  @ApiOkResponse({ type: LeaderElectionListResponse })
  @ApiResponse({ status: 207, type: LeaderElectionListResponse, description: 'It failed for some partitions.' })
  async electKafkaLeaders(
    @Req() req: Request,
    @Res({ passthrough: true }) res: Response,
    @Param('clusterId') clusterId: string,
    @JsonBody(ElectLeadersRequest) body: ElectLeadersRequest,
  ): Promise<LeaderElectionListResponse> {
    const results = await this.partitions.elect(body.type, readElection(body));
    res.status(results.some(({ outcome }) => outcome.error) ? 207 : 200);
    const self = `${this.places.cluster(req, clusterId).url}/leader-elections`;
    return collection('KafkaLeaderElectionList', self, results, presentElection);
  }
}
