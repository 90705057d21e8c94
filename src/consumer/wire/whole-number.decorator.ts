import { ValidateBy } from 'class-validator';

const DIGITS = /^[+-]?\d{1,15}$/;

/** A whole number, or a text that is one: many clients send their settings as strings. */
export function IsWholeNumber(): PropertyDecorator {
  return ValidateBy({
    name: 'isWholeNumber',
    validator: {
      validate: (value: unknown) => Number.isSafeInteger(value) || (typeof value === 'string' && DIGITS.test(value)),
      defaultMessage: () => 'must be a whole number',
    },
  });
}
