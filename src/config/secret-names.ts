/** What stands in place of a secret in printed settings and in the log. */
export const MASK = '[hidden]';

/**
 * Words that make a name secret, matched as whole words so that `key.serializer`, `topic_name` or `keepalive` stay readable.
 * `key` alone is not one: `key_id`, a record's `key`; what holds key material says `key.pem`, `api.key`, `private.key`.
 */
const SECRET_WORD =
  /(^|[._-])(password|passwd|passphrase|secrets?|tokens?|credentials?|authorization|cookie|(api|private|access|secret|ssl|tls|keystore|peers)[._-]?keys?|key[._-]pem|user[._-]info|jaas[._-]config|oauthbearer[._-]config)($|[._-])/;

/** Words that end the name of something which only points at a secret (a path, a URL, a lifetime). */
const POINTS_AT_A_SECRET = /[._-](location|path|file|source|url|uri|ms|seconds|type|method|enable|enabled)$/;

/** Whether a value under this name (setting, librdkafka property, header or log field) must never be shown. */
export function isSecretName(name: string): boolean {
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1.$2').toLowerCase();
  return SECRET_WORD.test(words) && !POINTS_AT_A_SECRET.test(words);
}

/** Hides the user and password part of URLs inside a text. */
export function maskUrlCredentials(text: string): string {
  if (!text.includes('://') || !text.includes('@')) return text;
  return text.replace(/(:\/\/)[^/?#\s@]{1,512}@/g, `$1${MASK}@`);
}
