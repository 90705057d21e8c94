import { parseArgs } from 'node:util';

export const AREAS = ['produce', 'consume', 'schemas', 'streams', 'waiting', 'forward', 'idle', 'memory'];

export const USAGE = `npm run bench -- [flags]
  --only AREA[,AREA]     ${AREAS.join(', ')}; default: all
  --quick                few and short measurements: does it work, and roughly how fast
  --full                 every combination of the produce matrix, three rounds (most of an hour)
  --bootstrap HOST:PORT  a Kafka to use; default: one is started
  --quote                puts the report into docs/benchmark.md; only of all areas and not with --quick
  --help`;

/** Throws with one sentence on a flag that cannot be used. */
export function readOptions(argv) {
  const { values } = parseArgs({
    args: argv,
    options: {
      only: { type: 'string' },
      quick: { type: 'boolean', default: false },
      full: { type: 'boolean', default: false },
      bootstrap: { type: 'string' },
      quote: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.quick && values.full) throw new Error('--quick and --full exclude each other.');
  if (values.quote && (values.quick || values.only !== undefined)) {
    throw new Error('--quote is for a run of all areas: leave out --quick and --only.');
  }
  const areas = values.only?.split(',') ?? AREAS;
  const unknown = areas.filter((area) => !AREAS.includes(area));
  if (unknown.length > 0) throw new Error(`--only: no area ${unknown.join(', ')}; there are ${AREAS.join(', ')}.`);
  return {
    areas,
    extent: values.quick ? 'quick' : values.full ? 'full' : 'default',
    bootstrap: values.bootstrap,
    quote: values.quote,
    help: values.help,
  };
}
