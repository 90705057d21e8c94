import { describe, expect, it } from '@jest/globals';
import { builtinFeatures, REQUIRED_FEATURES, requireFeatures } from './features.js';

describe('the features of librdkafka', () => {
  it('has what TLS, SASL and compressed topics need', () => {
    expect(builtinFeatures()).toEqual(expect.arrayContaining([...REQUIRED_FEATURES]));
    expect(() => requireFeatures()).not.toThrow();
  });

  it('refuses a build without them and says what to install', () => {
    expect(() => requireFeatures(['ssl', 'gzip', 'snappy', 'sasl_scram', 'sasl_oauthbearer'])).toThrow(
      /without zstd, lz4.*npm rebuild node-rdkafka/,
    );
  });
});
