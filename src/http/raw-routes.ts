import { type INestApplication, RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { ModulesContainer } from '@nestjs/core';
import type { HttpSettings } from '../config/settings.js';
import { isServed } from './dialect.js';
import type { RawHandler, RawLane } from './raw-lane.js';
import { dialectOfController, RAW } from './route-metadata.js';

/** Puts the handlers of all raw controllers of an application on the lane: those that take `(req, res)`. */
export function collectRawRoutes(nest: INestApplication, lane: RawLane, settings: HttpSettings): void {
  for (const module of nest.get(ModulesContainer).values()) {
    for (const { instance, metatype } of module.controllers.values()) {
      if (!metatype || !Reflect.getMetadata(RAW, metatype)) continue;
      const prefix = String(Reflect.getMetadata(PATH_METADATA, metatype));
      const dialect = dialectOfController(metatype);
      if (dialect === null || !isServed(dialect, settings)) continue;
      for (const name of Object.getOwnPropertyNames(metatype.prototype)) {
        const handler: unknown = (instance as Record<string, unknown>)[name];
        if (typeof handler !== 'function') continue;
        const method: unknown = Reflect.getMetadata(METHOD_METADATA, handler);
        if (typeof method !== 'number' || !takesRequestAndResponse(metatype, name)) continue;
        const path = String(Reflect.getMetadata(PATH_METADATA, handler));
        lane.add(RequestMethod[method]!, joined(prefix, path), dialect, handler.bind(instance) as RawHandler);
      }
    }
  }
}

/** Whether the parameters are `(@Req(), @Res())` and nothing else. Nest keeps them as `<kind>:<index>`. */
function takesRequestAndResponse(controller: object, name: string): boolean {
  const parameters = Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, name) as object | undefined;
  const places = Object.keys(parameters ?? {});
  return (
    places.length === 2 &&
    places.includes(`${RouteParamtypes.REQUEST}:0`) &&
    places.includes(`${RouteParamtypes.RESPONSE}:1`)
  );
}

function joined(...parts: string[]): string {
  return `/${parts
    .flatMap((part) => part.split('/'))
    .filter((part) => part !== '')
    .join('/')}`;
}
