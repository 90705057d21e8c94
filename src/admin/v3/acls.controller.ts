import { applyDecorators, Delete, Get, HttpCode, Param, Post, Query as QueryOf, Req, Res } from '@nestjs/common';
import {
  ApiBody,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiQuery,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { JsonBody } from '../../http/json-body.decorator.js';
import { collection } from '../../http/resources/collection.js';
import { Places } from '../../http/resources/places.js';
import { type Query, queryText } from '../../http/resources/query-flag.js';
import { V3Controller } from '../../http/resources/resource-controller.decorator.js';
import { ApiPages, ApiPlace } from '../../http/resources/resource-docs.js';
import { answerEmpty } from '../../http/respond.js';
import { AclsService } from '../acls.service.js';
import {
  AclFailuresResponse,
  CreateAclRequest,
  CreateAclsRequest,
  DeletedAclsResponse,
  KafkaAclListResponse,
} from './acls.dto.js';
import { aclKey, aclUrl, presentAcl, presentAclFailures, readAcl, readAcls, sortAcls } from './acls.presenter.js';
import { ACL_PARAMETERS, readDeletion, readSearch } from './acls.query.js';

const CREATED = { headers: { Location: { description: 'URL of a search.', schema: { type: 'string' } } } } as const;
const KINDS = ['resource_type', 'pattern_type', 'operation', 'permission'];
const EXAMPLES: Readonly<Record<string, string>> = {
  resource_type: 'TOPIC',
  resource_name: 'jsontest',
  pattern_type: 'LITERAL',
  principal: 'User:alice',
  operation: 'ANY',
  permission: 'ANY',
};

@ApiTags('ACL')
@V3Controller('clusters/:clusterId')
export class AclsV3Controller {
  constructor(
    private readonly acls: AclsService,
    private readonly places: Places,
  ) {}

  @Get('acls')
  @ApiOperation({ summary: 'Search access control lists', description: 'What is not named matches everything.' })
  @ApiPlace()
  @ApiSearch([])
  @ApiPages()
  @ApiOkResponse({ type: KafkaAclListResponse })
  async getKafkaAcls(
    @Req() req: Request,
    @Param('clusterId') clusterId: string,
    @QueryOf() query: Query,
  ): Promise<KafkaAclListResponse> {
    const cluster = this.places.cluster(req, clusterId);
    const found = sortAcls(await this.acls.search(readSearch(query)));
    const page = { page_size: queryText(query, 'page_size'), page_token: queryText(query, 'page_token') };
    const present = (acl: (typeof found)[number]) => presentAcl(cluster, clusterId, acl);
    const self = `${cluster.url}/acls${searchOf(query)}`;
    return collection('KafkaAclList', self, found, present, { query: page, keyOf: aclKey });
  }

  @Post('acls')
  @HttpCode(201)
  @ApiOperation({ summary: 'Create a rule', description: 'One that exists is left as it is.' })
  @ApiPlace()
  @ApiBody({ type: CreateAclRequest })
  @ApiCreatedResponse(CREATED)
  async createKafkaAcls(
    @Req() req: Request,
    @Res() res: Response,
    @Param('clusterId') clusterId: string,
    @JsonBody(CreateAclRequest) body: CreateAclRequest,
  ): Promise<void> {
    const acl = readAcl(body);
    await this.acls.create([acl]);
    res.setHeader('Location', aclUrl(this.places.cluster(req, clusterId), acl));
    answerEmpty(res, 201);
  }

  @Post('acls\\:batch')
  @HttpCode(204)
  @ApiOperation({ summary: 'Create several rules', description: 'Each by itself.' })
  @ApiPlace()
  @ApiBody({ type: CreateAclsRequest })
  @ApiNoContentResponse({ description: 'All were created.' })
  @ApiResponse({ status: 207, type: AclFailuresResponse, description: 'Some were not created, the others were.' })
  async batchCreateKafkaAcls(
    @Res({ passthrough: true }) res: Response,
    @JsonBody(CreateAclsRequest) body: CreateAclsRequest,
  ): Promise<AclFailuresResponse | undefined> {
    const failures = await this.acls.create(readAcls(body.data));
    if (failures.length === 0) return undefined;
    res.status(207);
    return presentAclFailures(failures);
  }

  @Delete('acls')
  @HttpCode(200)
  @ApiOperation({ summary: 'Delete the rules that match', description: 'Answers what was deleted.' })
  @ApiPlace()
  @ApiSearch(KINDS)
  @ApiOkResponse({ type: DeletedAclsResponse })
  async deleteKafkaAcls(
    @Req() req: Request,
    @Param('clusterId') clusterId: string,
    @QueryOf() query: Query,
  ): Promise<DeletedAclsResponse> {
    const cluster = this.places.cluster(req, clusterId);
    const deleted = sortAcls(await this.acls.delete(readDeletion(query)));
    return { data: deleted.map((acl) => presentAcl(cluster, clusterId, acl)) };
  }
}

function searchOf(query: Query): string {
  const given = ACL_PARAMETERS.flatMap((name) => {
    const value = queryText(query, name);
    return value ? [[name, value] as [string, string]] : [];
  });
  return given.length > 0 ? `?${new URLSearchParams(given).toString()}` : '';
}

function ApiSearch(required: readonly string[]): MethodDecorator {
  return applyDecorators(
    ...ACL_PARAMETERS.map((name) => {
      const needed = required.includes(name);
      const example = needed ? EXAMPLES[name] : undefined;
      return ApiQuery({ name, required: needed, schema: { type: 'string' }, ...(example ? { example } : {}) });
    }),
  );
}
