const LETTERS = /^[A-Za-z0-9+/_-]*(={0,2})$/;

/**
 * Whether it is base64 of the standard or the URL-safe alphabet, padded or not: the JSON mapping takes them all. The
 * library's decoder also passes over padding in the middle and white space, and makes other bytes of what was cut.
 */
export function isBase64(text: string): boolean {
  const padding = LETTERS.exec(text)?.[1];
  if (padding === undefined) return false;
  return padding === '' ? text.length % 4 !== 1 : text.length % 4 === 0;
}
