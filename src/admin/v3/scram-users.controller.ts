import { Delete, Get, HttpCode, Param, Put, Query, Req } from '@nestjs/common';
import { ApiBody, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { JsonBody } from '../../http/json-body.decorator.js';
import { checkName } from '../../http/path-name.js';
import { collection, type PageQuery } from '../../http/resources/collection.js';
import { Places } from '../../http/resources/places.js';
import { V3Controller } from '../../http/resources/resource-controller.decorator.js';
import { ApiPages, ApiPlace } from '../../http/resources/resource-docs.js';
import { ScramUsersService } from '../scram-users.service.js';
import { KafkaScramUserListResponse, KafkaScramUserResponse, SetScramCredentialRequest } from './scram-users.dto.js';
import { presentUser, readMechanism, readPassword } from './scram-users.presenter.js';

const USER = { name: 'user', description: 'Name of the user.', example: 'alice' };
const MECHANISM = { name: 'mechanism', description: 'SCRAM-SHA-256 or SCRAM-SHA-512.', example: 'SCRAM-SHA-512' };
const DEFAULT_ITERATIONS = 4096;

/** Users that log in with SCRAM; Confluent has no such endpoints. */
@ApiTags('User')
@V3Controller('clusters/:clusterId/scram-users')
export class ScramUsersV3Controller {
  constructor(
    private readonly users: ScramUsersService,
    private readonly places: Places,
  ) {}

  @Get()
  @ApiOperation({ summary: 'All users with SCRAM credentials', description: 'By name.' })
  @ApiPlace()
  @ApiPages()
  @ApiOkResponse({ type: KafkaScramUserListResponse })
  async listKafkaScramUsers(
    @Req() req: Request,
    @Param('clusterId') clusterId: string,
    @Query() query: PageQuery,
  ): Promise<KafkaScramUserListResponse> {
    const cluster = this.places.cluster(req, clusterId);
    return collection(
      'KafkaScramUserList',
      `${cluster.url}/scram-users`,
      await this.users.all(),
      (user) => presentUser(cluster, clusterId, user),
      { query, keyOf: ({ name }) => [name] },
    );
  }

  @Get(':user')
  @ApiOperation({ summary: 'A user and the mechanisms it has credentials for' })
  @ApiPlace(USER)
  @ApiOkResponse({ type: KafkaScramUserResponse })
  async getKafkaScramUser(
    @Req() req: Request,
    @Param('clusterId') clusterId: string,
    @Param('user') user: string,
  ): Promise<KafkaScramUserResponse> {
    const found = await this.users.get(checkName(user, 'user'));
    return presentUser(this.places.cluster(req, clusterId), clusterId, found);
  }

  @Put(':user/credentials/:mechanism')
  @HttpCode(204)
  @ApiOperation({ summary: 'Set the password of a user', description: 'Makes the user where there is none.' })
  @ApiPlace(USER, MECHANISM)
  @ApiBody({ type: SetScramCredentialRequest })
  @ApiNoContentResponse()
  async updateKafkaScramCredential(
    @Param('user') user: string,
    @Param('mechanism') mechanism: string,
    @JsonBody(SetScramCredentialRequest) body: SetScramCredentialRequest,
  ): Promise<void> {
    const password = readPassword(body.password);
    const iterations = body.iterations ?? DEFAULT_ITERATIONS;
    await this.users.set(checkName(user, 'user'), readMechanism(mechanism), { password, iterations });
  }

  @Delete(':user/credentials/:mechanism')
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete a credential', description: 'A user without any is gone.' })
  @ApiPlace(USER, MECHANISM)
  @ApiNoContentResponse()
  async deleteKafkaScramCredential(@Param('user') user: string, @Param('mechanism') mechanism: string): Promise<void> {
    await this.users.delete(checkName(user, 'user'), readMechanism(mechanism));
  }
}
