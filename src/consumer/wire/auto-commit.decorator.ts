import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';

/** `auto.commit.enable` of a new instance: many clients send it as a text. */
export function AutoCommitEnable(shown: { default?: boolean } = {}): PropertyDecorator {
  return applyDecorators(
    IsIn([true, false, 'true', 'false'], { message: 'must be true or false' }),
    IsOptional(),
    ApiProperty({
      required: false,
      ...shown,
      oneOf: [{ type: 'boolean' }, { type: 'string', enum: ['true', 'false'] }],
      description: 'Whether delivered records are committed by themselves.',
    }),
  );
}
