import { applyDecorators, type Type } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Type as ClassOf } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsInt,
  IsOptional,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';

/** The largest id that a partition or a broker can have. */
export const ID_MAX = 2 ** 31 - 1;

const ENTRIES_MAX = 10_000;

/*
 * What several requests have, checks included. Checks are listed from the last to the first: so do stacked decorators run,
 * and the message of a refusal has the same order either way.
 */

/**
 * A list whose entries are checked by their own class, at most 10 000.
 *
 * @param min fewest entries
 */
export function Entries(entry: Type, min = 0): PropertyDecorator {
  return applyDecorators(
    ClassOf(() => entry),
    ValidateNested({ each: true }),
    ArrayMaxSize(ENTRIES_MAX),
    ...(min > 0 ? [ArrayMinSize(min)] : []),
    IsArray(),
  );
}

export function IsPartitionId(): PropertyDecorator {
  return applyDecorators(Max(ID_MAX), Min(0), IsInt());
}

/** `validate_only`: check what is asked for and change nothing. */
export function ValidateOnly(description: string, shown: Pick<ApiPropertyOptions, 'default'> = {}): PropertyDecorator {
  return applyDecorators(
    IsBoolean(),
    IsOptional(),
    ApiProperty({ type: 'boolean', nullable: true, required: false, ...shown, description }),
  );
}
