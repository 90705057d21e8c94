import { setFlagsFromString } from 'node:v8';
import type { Gateway } from './app.js';
import type { CredentialFiles } from './config/credentials/credential-files.js';
import { readStart } from './config/start.js';
import type { Settings } from './config/settings.js';
import type { Note } from './config/sources/given.js';
import { VERSION } from './config/version.js';
import { flushStandardOutput } from './logging/destination.js';
import { createLog, type ProcessLog } from './logging/logger.js';

/** A bug of ours: EX_SOFTWARE of sysexits.h. */
const EXIT_BUG = 70;
/** On top of the drain and the requests in flight: consumers leave their groups, the producer is flushed, clients close. */
const CLOSE_MARGIN_MS = 5_000;
/** For a reader of the standard output that is slow. */
const FLUSH_LIMIT_MS = 1000;

// V8 lets the old generation grow to four times what lives in it before it collects: two hundred megabytes of requests that
// were over stayed resident. Half as much again costs less than a hundredth of the time (ADR 40).
setFlagsFromString('--heap-growing-percent=50');

const start = await readStart(process.argv.slice(2), async () => {
  // Loaded here: --help must work where the native library does not.
  const { refusedProperties } = await import('./kafka/librdkafka/handle.js');
  return refusedProperties;
});
if ('settings' in start) await serve(start.settings, start.notes, start.credentials);
else {
  process.stdout.write(start.stdout);
  process.stderr.write(start.stderr);
  process.exitCode = start.exitCode;
}

async function serve(settings: Settings, notes: readonly Note[], credentials: CredentialFiles): Promise<void> {
  const log = createLog(settings.log);
  const die = (error: unknown): void => {
    log.fatal({ error }, 'unexpected error, the process ends');
    void exit(EXIT_BUG);
  };
  process.on('uncaughtException', die);
  process.on('unhandledRejection', die);
  let app: Gateway | null = null;
  const stopped = new Promise<NodeJS.Signals>((resolve) => onSignals(log, settings, () => app?.leftovers, resolve));
  for (const { level, message } of notes) log[level]({}, message);
  try {
    const { createApp } = await import('./app.js');
    app = await createApp(settings, { credentials });
    app.metrics.watchProcess();
    const management = await app.listenForManagement();
    const listeners = await app.listen();
    const kafka = settings.kafka.embedded ? 'embedded' : settings.kafka.bootstrapServers;
    log.info({ version: VERSION, listeners, management, kafka }, 'listening');
    const signal = await stopped;
    log.info({ signal }, 'shutting down');
    await app.close();
    const abandoned = app.abandoned.length;
    log[abandoned === 0 ? 'info' : 'error']({ abandoned }, 'shut down');
    await exit(abandoned === 0 ? 0 : 1);
  } catch (error) {
    log.fatal({ error }, 'cannot start or stop as asked, the process ends');
    await exit(1);
  }
}

/**
 * The first signal asks for an orderly end; a second one, or one that takes too long, ends the process at once.
 *
 * @param leftovers what is abandoned then, for the log
 */
function onSignals(
  log: ProcessLog,
  { http }: Settings,
  leftovers: () => Gateway['leftovers'] | undefined,
  stop: (signal: NodeJS.Signals) => void,
): void {
  let stopping = false;
  const onSignal = (signal: NodeJS.Signals): void => {
    if (stopping) {
      log.fatal({ signal, ...leftovers() }, 'second signal, the process ends at once');
      void exit(1);
      return;
    }
    stopping = true;
    stop(signal);
    setTimeout(
      () => {
        log.fatal({ ...leftovers() }, 'shutdown takes too long, the process ends');
        void exit(1);
      },
      http.shutdownDrainMs + http.shutdownTimeoutMs + CLOSE_MARGIN_MS,
    ).unref();
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
}

async function exit(code: number): Promise<void> {
  await flushStandardOutput(FLUSH_LIMIT_MS);
  process.exit(code);
}
