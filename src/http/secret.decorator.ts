const SECRETS = Symbol('secrets');

/** A member of a body that no message repeats; neither does it repeat a body that should have held it. */
export function Secret(): PropertyDecorator {
  return (target, name) => {
    Reflect.defineMetadata(SECRETS, [...secretsOf(target), name], target);
  };
}

/** @param target prototype or instance of a DTO */
export function secretsOf(target: object): readonly (string | symbol)[] {
  return (Reflect.getMetadata(SECRETS, target) as (string | symbol)[] | undefined) ?? [];
}
