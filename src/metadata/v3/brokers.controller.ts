import { Get, Param, Query, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { checkBroker } from '../../http/resources/broker-path.js';
import { collection, type PageQuery } from '../../http/resources/collection.js';
import { Places } from '../../http/resources/places.js';
import { V3Controller } from '../../http/resources/resource-controller.decorator.js';
import { ApiPages, ApiPlace, BROKER_ID } from '../../http/resources/resource-docs.js';
import { TopologyService } from '../topology.service.js';
import { KafkaBrokerListResponse, KafkaBrokerResponse } from './brokers.dto.js';
import { presentBroker } from './brokers.presenter.js';
import { KafkaReplicaListResponse } from './replicas.dto.js';
import { presentReplica, replicasOn } from './replicas.presenter.js';

@ApiTags('Cluster')
@V3Controller('clusters/:clusterId/brokers')
export class BrokersV3Controller {
  constructor(
    private readonly topology: TopologyService,
    private readonly places: Places,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The live brokers', description: 'By id.' })
  @ApiPlace()
  @ApiPages()
  @ApiOkResponse({ type: KafkaBrokerListResponse })
  async listKafkaBrokers(
    @Req() req: Request,
    @Param('clusterId') clusterId: string,
    @Query() query: PageQuery,
  ): Promise<KafkaBrokerListResponse> {
    const cluster = this.places.cluster(req, clusterId);
    return collection(
      'KafkaBrokerList',
      `${cluster.url}/brokers`,
      await this.topology.brokers(),
      (broker) => presentBroker(cluster, clusterId, broker),
      { query, keyOf: ({ id }) => [id] },
    );
  }

  @Get(':brokerId')
  @ApiOperation({ summary: 'A live broker' })
  @ApiPlace(BROKER_ID)
  @ApiOkResponse({ type: KafkaBrokerResponse })
  async getKafkaBroker(
    @Req() req: Request,
    @Param('clusterId') clusterId: string,
    @Param('brokerId') brokerId: string,
  ): Promise<KafkaBrokerResponse> {
    const broker = await this.topology.broker(checkBroker(brokerId));
    return presentBroker(this.places.cluster(req, clusterId), clusterId, broker);
  }

  @Get(':brokerId/partition-replicas')
  @ApiTags('Partition')
  @ApiOperation({ summary: 'The replicas on a broker', description: 'By topic and partition.' })
  @ApiPlace(BROKER_ID)
  @ApiPages()
  @ApiOkResponse({ type: KafkaReplicaListResponse })
  async searchKafkaReplicasByBroker(
    @Req() req: Request,
    @Param('clusterId') clusterId: string,
    @Param('brokerId') brokerId: string,
    @Query() query: PageQuery,
  ): Promise<KafkaReplicaListResponse> {
    const { id } = await this.topology.broker(checkBroker(brokerId));
    const cluster = this.places.cluster(req, clusterId);
    return collection(
      'KafkaReplicaList',
      `${cluster.url}/brokers/${id}/partition-replicas`,
      replicasOn(id, await this.topology.topics()),
      (replica) => presentReplica(cluster, clusterId, replica),
      { query, keyOf: ({ topic, partition }) => [topic, partition.partition] },
    );
  }
}
