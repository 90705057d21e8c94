import { Get, HttpCode, Post } from '@nestjs/common';
import { ApiBody, ApiConflictResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { JsonBody } from '../../http/json-body.decorator.js';
import { V2Controller } from '../../http/wire.decorator.js';
import { ConsumerService, type InstanceRef } from '../consumer.service.js';
import { AssignmentResponse, AssignRequest } from './assignments.dto.js';
import { ApiConsumerInstance, PathInstance } from '../wire/instance-path.js';

const EXAMPLES = { one: { summary: 'One partition', value: { partitions: [{ topic: 'jsontest', partition: 0 }] } } };

@ApiConsumerInstance()
@V2Controller('consumers/:group/instances/:instance/assignments')
export class AssignmentsController {
  constructor(private readonly consumers: ConsumerService) {}

  @Post()
  @HttpCode(204)
  @ApiOperation({
    summary: 'Read partitions without the group',
    description:
      'Starts where the group has committed, else where `auto.offset.reset` says. Takes the place of a former list; partitions in both go on.',
  })
  @ApiBody({ type: AssignRequest, examples: EXAMPLES })
  @ApiNoContentResponse()
  @ApiConflictResponse({ description: 'The instance has a subscription.' })
  async assign(@PathInstance() instance: InstanceRef, @JsonBody(AssignRequest) body: AssignRequest): Promise<void> {
    await this.consumers.assign(instance, body.partitions);
  }

  @Get()
  @ApiOperation({ summary: 'The partitions of an instance', description: 'Assigned by hand or by the group.' })
  @ApiOkResponse({ type: AssignmentResponse })
  async getAssignments(@PathInstance() instance: InstanceRef): Promise<AssignmentResponse> {
    return { partitions: await this.consumers.assignment(instance) };
  }
}
