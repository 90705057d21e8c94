import { spawnSync } from 'node:child_process';
import { baseUrl, checkFree, GatewayProcess, listenAddress } from './quickstart/gateway-process.ts';
import { mainJob } from './quickstart/main-job.ts';

/** Builds and starts the gateway, runs the main job once through HTTP and keeps serving. `--once` ends it after the job. */
async function quickstart(): Promise<number> {
  const args = process.argv.slice(2);
  const unknown = args.find((arg) => arg !== '--once');
  if (unknown !== undefined) throw new Error(`${unknown}: the quickstart knows only --once.`);
  const address = listenAddress(process.env['KAFKA_REST_LISTENERS']);
  await checkFree(address);
  build();

  const url = baseUrl(address);
  const embedded = (process.env['KAFKA_REST_BOOTSTRAP_SERVERS'] ?? '') === '';
  console.log(`Starting the gateway on ${url} with ${embedded ? 'an embedded Kafka' : 'your Kafka'} ...`);
  const gateway = new GatewayProcess({
    KAFKA_REST_LOG_LEVEL: 'warn',
    ...process.env,
    ...(embedded ? { KAFKA_REST_EMBEDDED_KAFKA: 'true' } : {}),
  });
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (!stopping) gateway.stop(signal === 'SIGHUP' ? 'SIGTERM' : signal);
      stopping = true;
    });
  }
  try {
    await gateway.ready(url);
    await mainJob(url);
  } catch (error) {
    gateway.stop('SIGTERM');
    const code = await gateway.exited;
    if (stopping) return code;
    throw error;
  }
  console.log('\nThe three records came back.');
  if (args.includes('--once')) gateway.stop('SIGTERM');
  else if (!stopping) console.log(`\n${whereNext(url, embedded)}`);
  return gateway.exited;
}

function build(): void {
  console.log('Building ...');
  const { status, error } = spawnSync('npm', ['run', '--silent', 'build'], { stdio: ['ignore', 'inherit', 'inherit'] });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error('The build failed.');
}

function whereNext(url: string, embedded: boolean): string {
  const lines = [`Swagger UI  ${url}/docs`, `Health      ${url}/health`];
  if (embedded) {
    lines.push(
      '',
      'The embedded Kafka forgets everything when it ends. To use a real one:',
      '  export KAFKA_REST_BOOTSTRAP_SERVERS=broker:9092',
      '  npm start',
    );
  }
  return [...lines, '', 'Serving until Ctrl-C.'].join('\n');
}

try {
  process.exitCode = await quickstart();
} catch (error) {
  console.error(`\n${(error as Error).message}`);
  process.exitCode = 1;
}
