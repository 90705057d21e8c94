import { Module } from '@nestjs/common';
import { KafkaModule } from '../kafka/kafka.module.js';
import { MetadataModule } from '../metadata/metadata.module.js';
import { AclsService } from './acls.service.js';
import { GroupChangesService } from './groups.service.js';
import { PartitionChangesService } from './partitions.service.js';
import { TopicChangesService } from './topics.service.js';
import { ConfigChangeService } from './configs.service.js';
import { ScramUsersService } from './scram-users.service.js';
import { AclsV3Controller } from './v3/acls.controller.js';
import { BrokerConfigChangesController } from './v3/broker-configs.controller.js';
import { ClusterConfigChangesController } from './v3/cluster-configs.controller.js';
import { TopicConfigChangesController } from './v3/topic-configs.controller.js';
import { ElectionsV3Controller } from './v3/elections.controller.js';
import { GroupChangesV3Controller } from './v3/groups.controller.js';
import { PartitionChangesV3Controller } from './v3/partitions.controller.js';
import { ScramUsersV3Controller } from './v3/scram-users.controller.js';
import { TopicChangesV3Controller } from './v3/topics.controller.js';

/** Changes of the cluster: topics, settings, access, groups. */
@Module({
  imports: [KafkaModule, MetadataModule],
  controllers: [
    TopicChangesV3Controller,
    PartitionChangesV3Controller,
    ElectionsV3Controller,
    TopicConfigChangesController,
    BrokerConfigChangesController,
    ClusterConfigChangesController,
    AclsV3Controller,
    ScramUsersV3Controller,
    GroupChangesV3Controller,
  ],
  providers: [
    TopicChangesService,
    PartitionChangesService,
    ConfigChangeService,
    AclsService,
    ScramUsersService,
    GroupChangesService,
  ],
  exports: [],
})
export class AdminModule {}
