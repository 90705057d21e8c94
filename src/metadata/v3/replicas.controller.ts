import { Get, Param, Query, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { checkName, checkPartition } from '../../http/path-name.js';
import { checkBroker } from '../../http/resources/broker-path.js';
import { collection, type PageQuery } from '../../http/resources/collection.js';
import { Places } from '../../http/resources/places.js';
import { V3Controller } from '../../http/resources/resource-controller.decorator.js';
import { ApiPages, ApiPlace, BROKER_ID, PARTITION_ID, TOPIC_NAME } from '../../http/resources/resource-docs.js';
import { MetadataService } from '../metadata.service.js';
import { partitionPlace } from './partitions.presenter.js';
import { KafkaReplicaListResponse, KafkaReplicaResponse } from './replicas.dto.js';
import { presentReplica, replicaOf, replicasOf } from './replicas.presenter.js';

@ApiTags('Partition')
@V3Controller('clusters/:clusterId/topics/:topicName/partitions/:partitionId/replicas')
export class ReplicasV3Controller {
  constructor(
    private readonly metadata: MetadataService,
    private readonly places: Places,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The replicas of a partition', description: 'The preferred leader first.' })
  @ApiPlace(TOPIC_NAME, PARTITION_ID)
  @ApiPages()
  @ApiOkResponse({ type: KafkaReplicaListResponse })
  async listKafkaReplicas(
    @Req() req: Request,
    @Param('clusterId') clusterId: string,
    @Param('topicName') topicName: string,
    @Param('partitionId') partitionId: string,
    @Query() query: PageQuery,
  ): Promise<KafkaReplicaListResponse> {
    const topic = checkName(topicName, 'topic');
    const partition = await this.metadata.partition(topic, checkPartition(partitionId));
    const cluster = this.places.cluster(req, clusterId);
    return collection(
      'KafkaReplicaList',
      `${partitionPlace(cluster, topic, partition.partition).url}/replicas`,
      replicasOf(topic, partition),
      (replica) => presentReplica(cluster, clusterId, replica),
      { query, keyOf: ({ brokerId }) => [brokerId] },
    );
  }

  @Get(':brokerId')
  @ApiOperation({ summary: 'A replica of a partition' })
  @ApiPlace(TOPIC_NAME, PARTITION_ID, BROKER_ID)
  @ApiOkResponse({ type: KafkaReplicaResponse })
  async getKafkaReplica(
    @Req() req: Request,
    @Param('clusterId') clusterId: string,
    @Param('topicName') topicName: string,
    @Param('partitionId') partitionId: string,
    @Param('brokerId') brokerId: string,
  ): Promise<KafkaReplicaResponse> {
    const topic = checkName(topicName, 'topic');
    const broker = checkBroker(brokerId);
    const partition = await this.metadata.partition(topic, checkPartition(partitionId));
    return presentReplica(this.places.cluster(req, clusterId), clusterId, replicaOf(topic, partition, broker));
  }
}
