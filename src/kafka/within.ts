/** What a promise brings; null when it takes longer than `ms`, whatever becomes of it then. Rejects as it does. */
export async function within<T>(ms: number, awaited: Promise<T>): Promise<T | null> {
  const { promise: expired, resolve } = Promise.withResolvers<null>();
  const timer = setTimeout(() => resolve(null), ms);
  try {
    return await Promise.race([awaited, expired]);
  } finally {
    clearTimeout(timer);
  }
}
