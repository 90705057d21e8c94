import { Module } from '@nestjs/common';
import { KafkaModule } from '../kafka/kafka.module.js';
import { ClusterModule } from './cluster.module.js';
import { BrokersDraftController } from './draft/brokers.controller.js';
import { TopicMetadataDraftController } from './draft/topics.controller.js';
import { ConfigReadService } from './configs.service.js';
import { GroupsService } from './groups.service.js';
import { MetadataService } from './metadata.service.js';
import { ReassignmentsService } from './reassignments.service.js';
import { TopologyService } from './topology.service.js';
import { BrokersV1Controller } from './v1/brokers.controller.js';
import { TopicMetadataV1Controller } from './v1/topics.controller.js';
import { BrokersController } from './v2/brokers.controller.js';
import { RootController } from './v2/root.controller.js';
import { TopicMetadataController } from './v2/topics.controller.js';
import { BrokerConfigsController } from './v3/broker-configs.controller.js';
import { ClusterConfigsController } from './v3/cluster-configs.controller.js';
import { TopicConfigsController } from './v3/topic-configs.controller.js';
import { BrokersV3Controller } from './v3/brokers.controller.js';
import { ClustersV3Controller } from './v3/clusters.controller.js';
import { ConsumersV3Controller } from './v3/consumers.controller.js';
import { GroupsV3Controller } from './v3/groups.controller.js';
import { LagsV3Controller } from './v3/lags.controller.js';
import { PartitionsV3Controller } from './v3/partitions.controller.js';
import { ReassignmentsV3Controller } from './v3/reassignments.controller.js';
import { ReplicasV3Controller } from './v3/replicas.controller.js';
import { TopicsV3Controller } from './v3/topics.controller.js';

@Module({
  imports: [KafkaModule, ClusterModule],
  controllers: [
    RootController,
    BrokersController,
    TopicMetadataController,
    BrokersV1Controller,
    TopicMetadataV1Controller,
    BrokersDraftController,
    TopicMetadataDraftController,
    ClustersV3Controller,
    BrokersV3Controller,
    ReassignmentsV3Controller,
    TopicsV3Controller,
    PartitionsV3Controller,
    ReplicasV3Controller,
    TopicConfigsController,
    BrokerConfigsController,
    ClusterConfigsController,
    GroupsV3Controller,
    ConsumersV3Controller,
    LagsV3Controller,
  ],
  providers: [MetadataService, TopologyService, ReassignmentsService, ConfigReadService, GroupsService],
  exports: [MetadataService, TopologyService, ConfigReadService, GroupsService],
})
export class MetadataModule {}
