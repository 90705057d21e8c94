import { Global, Module } from '@nestjs/common';
import { KnownClusters } from '../http/resources/known-clusters.js';
import { ClusterService } from './cluster.service.js';

/** Tells every module which cluster is the one. */
@Global()
@Module({
  providers: [ClusterService, { provide: KnownClusters, useExisting: ClusterService }],
  exports: [ClusterService, KnownClusters],
})
export class ClusterModule {}
