import { ApiProperty } from '@nestjs/swagger';

const INDICATOR = {
  type: 'object',
  required: ['status'],
  properties: { status: { type: 'string', enum: ['up', 'down'] } },
  additionalProperties: true,
};

export class HealthResponse {
  @ApiProperty({ enum: ['ok', 'error', 'shutting_down'], example: 'ok' })
  status: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: INDICATOR,
    description: 'What is well.',
    example: { kafka: { status: 'up' } },
  })
  info: Record<string, object>;

  @ApiProperty({ type: 'object', additionalProperties: INDICATOR, description: 'What is not.', example: {} })
  error: Record<string, object>;

  @ApiProperty({
    type: 'object',
    additionalProperties: INDICATOR,
    description: 'Both together.',
    example: { kafka: { status: 'up' } },
  })
  details: Record<string, object>;
}
