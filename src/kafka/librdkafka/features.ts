import { declare } from './library.js';

const confNew = declare('conf_new', 'pointer');
const confDestroy = declare('conf_destroy', 'void', 'pointer');
const confGet = declare('conf_get', 'int', 'pointer', 'string', 'pointer', 'pointer');
const versionText = declare('version_str', 'string');

/** What users reach their clusters with; a build without them would fail late and without a reason. */
export const REQUIRED_FEATURES = ['ssl', 'sasl_scram', 'sasl_oauthbearer', 'zstd', 'lz4', 'snappy', 'gzip'] as const;

export function librdkafkaVersion(): string {
  return versionText() ?? 'unknown';
}

/** What this librdkafka was built with (`builtin.features`). */
export function builtinFeatures(): string[] {
  const conf = confNew();
  const text = Buffer.alloc(512);
  const size = new BigUint64Array([BigInt(text.length)]);
  confGet(conf, 'builtin.features', text, size);
  confDestroy(conf);
  return text.toString('utf8', 0, Math.max(0, text.indexOf(0))).split(',');
}

/** Throws, with the fix, when a required feature is missing: the build found no OpenSSL, SASL, zstd or lz4 headers. */
export function requireFeatures(features: readonly string[] = builtinFeatures()): void {
  const missing = REQUIRED_FEATURES.filter((feature) => !features.includes(feature));
  if (missing.length === 0) return;
  throw new Error(
    `librdkafka was built without ${missing.join(', ')}. Install libssl-dev libsasl2-dev zlib1g-dev libzstd-dev liblz4-dev ` +
      'libcurl4-openssl-dev (or the same for your system) and run "npm rebuild node-rdkafka".',
  );
}
