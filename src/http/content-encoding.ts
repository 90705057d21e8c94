import { promisify } from 'node:util';
import { gunzip, inflate } from 'node:zlib';
import { GatewayError } from '../errors/gateway-error.js';

const gunzipAsync = promisify(gunzip);
const inflateAsync = promisify(inflate);

const DECODERS: ReadonlyMap<string, typeof gunzipAsync> = new Map([
  ['gzip', gunzipAsync],
  ['x-gzip', gunzipAsync],
  ['deflate', inflateAsync],
]);

/**
 * A body behind its `Content-Encoding`.
 *
 * @param read reads the encoded body; not called when the encoding is refused
 * @param maxBytes most bytes after decoding
 */
export async function inflated(encoding: string, read: () => Promise<Buffer>, maxBytes: number): Promise<Buffer> {
  const name = encoding.trim().toLowerCase();
  if (name === 'identity' || name === '') return read();
  const decode = DECODERS.get(name);
  if (!decode) {
    throw new GatewayError(
      'unsupported-media-type',
      `Content-Encoding: ${JSON.stringify(name.slice(0, 40))} is not supported. Send gzip, deflate or identity.`,
    );
  }
  const bytes = await read();
  try {
    return await decode(bytes, { maxOutputLength: maxBytes });
  } catch (cause) {
    throw refusal(name, maxBytes, cause);
  }
}

function refusal(name: string, maxBytes: number, cause: unknown): GatewayError {
  if ((cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
    return new GatewayError(
      'payload-too-large',
      `The decompressed body is larger than the limit of ${maxBytes} bytes.`,
    );
  }
  return new GatewayError('bad-request', `The body is not valid ${name}.`, { cause });
}
