import { pino, type DestinationStream } from 'pino';

type Destination = ReturnType<typeof pino.destination>;

/** Text waiting for a reader of the standard output that is too slow; beyond, lines are dropped and counted. */
const MAX_WAITING_CHARACTERS = 16 * 1024 * 1024;

let shared: Destination | undefined;

/**
 * The standard output, written in the background so that a slow reader never stops the event loop. What still waits
 * is written when the process exits.
 */
export function standardOutput(): DestinationStream {
  const output = (shared ??= openStandardOutput());
  // Only `write`: pino would flush a fatal line synchronously, past the lines that a write under way still carries.
  return { write: (line) => void output.write(line) };
}

function openStandardOutput(): Destination {
  // minLength 1 writes at once, but unlike 0 lets flush() wait for the writes under way.
  const output = pino.destination({ dest: 1, sync: false, minLength: 1, maxLength: MAX_WAITING_CHARACTERS });
  let dropped = 0;
  output.on('drop', () => (dropped += 1));
  output.on('drain', () => {
    if (dropped === 0) return;
    const line = {
      level: 'warn',
      time: new Date().toISOString(),
      dropped,
      message: 'log lines dropped: output too slow',
    };
    dropped = 0;
    output.write(`${JSON.stringify(line)}\n`);
  });
  return output;
}

/**
 * Resolves when every line logged so far is with the operating system, or after `limitMs`: a reader that stopped must
 * not keep the process alive. Never rejects: an output that is gone cannot be told so.
 */
export function flushStandardOutput(limitMs: number): Promise<void> {
  const output = shared;
  if (output === undefined) return Promise.resolve();
  return new Promise((resolve) => {
    const limit = setTimeout(resolve, limitMs);
    output.flush(() => {
      clearTimeout(limit);
      resolve();
    });
  });
}
