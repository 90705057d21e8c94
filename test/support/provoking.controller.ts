import { Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { IsArray, IsInt, IsOptional, IsString, Min, ValidateNested } from 'class-validator';
import { Type } from 'class-transformer';
import type { Request, Response } from 'express';
import type { ErrorCode } from '../../src/errors/error-code.js';
import { GatewayError } from '../../src/errors/gateway-error.js';
import { answer, answerEmpty, answerError, negotiate } from '../../src/http/answer.js';
import { readBody } from '../../src/http/body.js';
import { V2_ANY, V2_TYPE } from '../../src/http/dialects/v2.js';
import { exchangeOf } from '../../src/http/exchange.js';
import { JsonBody } from '../../src/http/json-body.decorator.js';
import { Produces, V2Controller, V2RawController } from '../../src/http/wire.decorator.js';

class Part {
  @IsString() topic: string;
  @IsInt() @Min(0) partition: number;
}

class Thing {
  @IsString() name: string;
  @IsOptional() @IsInt() @Min(1) count?: number;
  @IsOptional() @IsArray() @ValidateNested({ each: true }) @Type(() => Part) parts?: Part[];
}

/** Ordinary handlers that do what none of the gateway's should. */
@V2Controller('provoke')
export class ProvokingController {
  calls = 0;

  @Get('bug')
  bug(): never {
    throw new TypeError('cannot read secret of undefined at /src/secret.ts');
  }

  @Get('not-an-error')
  notAnError(): never {
    const thrown: unknown = 'a text';
    throw thrown;
  }

  @Get('unserializable')
  unserializable(): object {
    return { value: 1n };
  }

  @Get('error/:code')
  error(@Param('code') code: ErrorCode): never {
    throw new GatewayError(code, `about ${code}`);
  }

  @Get('calls')
  countCalls(): { calls: number } {
    this.calls++;
    return { calls: this.calls };
  }

  @Get('text')
  @Produces(V2_TYPE)
  text(): { text: string } {
    return { text: 'Grüße, 世界 \u{1f600}' };
  }

  @Post('thing')
  @HttpCode(200)
  thing(@JsonBody(Thing) thing: Thing): object {
    return { thing, class: thing.constructor === Thing };
  }

  @Post('maybe')
  @HttpCode(200)
  maybe(@JsonBody(Thing, { optional: true }) thing: Thing | undefined): object {
    return { given: thing !== undefined };
  }

  @Get('thing')
  thingOnGet(@JsonBody(Thing, { optional: true }) thing: Thing | undefined): object {
    return { given: thing !== undefined };
  }

  @Post('nothing')
  @HttpCode(204)
  nothing(): void {}
}

/** Raw handlers that do what none of the gateway's should. */
@V2RawController('raw')
export class ProvokingRawController {
  /** Pending answers of `wait`, oldest first. */
  readonly waiting: (() => void)[] = [];
  private announce: (() => void) | null = null;

  /** Resolves when a request has come to `wait`. */
  async arrival(): Promise<void> {
    while (this.waiting.length === 0) await new Promise<void>((resolve) => (this.announce = resolve));
  }

  @Get('sync-bug')
  syncBug(@Res() res: Response): never {
    throw new TypeError(`cannot read secret of ${res.statusCode} at /src/secret.ts`);
  }

  @Get('async-bug')
  async asyncBug(@Req() req: Request): Promise<never> {
    await readBody(req, 0);
    throw new TypeError('cannot read secret of undefined at /src/secret.ts');
  }

  @Get('late-bug')
  lateBug(@Req() _req: Request, @Res() res: Response): never {
    res.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '100' });
    res.write('{"half":');
    throw new TypeError('too late');
  }

  @Get('typed-error')
  typedError(@Req() req: Request, @Res() res: Response): void {
    negotiate(req, V2_ANY);
    answerError(req, res, new GatewayError('topic-not-found', 'Topic not found.'));
  }

  @Post('echo')
  @HttpCode(200)
  async echo(@Req() req: Request, @Res() res: Response): Promise<void> {
    const body = await readBody(req, exchangeOf(req).kit.settings.bodyMaxBytes);
    answer(res, 200, 'application/octet-stream', body);
  }

  @Post('ignore-body')
  @HttpCode(204)
  ignoreBody(@Res() res: Response): void {
    answerEmpty(res);
  }

  @Get('wait')
  wait(@Res() res: Response): void {
    this.waiting.push(() => answer(res, 200, 'application/json', '{"waited":true}'));
    this.announce?.();
  }
}
