import { describe } from '../areas/produce.mjs';
import { GATEWAY_ASSIGNED } from '../areas/waiting.mjs';
import { ratioToRdkafka } from './consume.mjs';
import { cpuOfGateway, ratioToBridge } from './produce.mjs';
import { ratioToJson } from './schemas.mjs';
import { number, percent, ratioText, table } from './table.mjs';

const RATIO_TO_BRIDGE = 0.8;
const RATIO_TO_RDKAFKA = 0.7;
const AVRO_TO_JSON = 0.6;
const WAITING_MS = 5;
const PEAK_MB = 350;
const GROWTH_MB = 1;
/** Most CPU seconds per million records, at 16 connections. */
const CPU_SECONDS = new Map([
  [1, 60],
  [1000, 2],
]);

/** What the gateway is meant to reach, with what it reached in this run; one line per mark whose area was measured. */
export function marksReport(measured) {
  const lines = [
    ...produceMarks(measured.produce),
    ...consumeMarks(measured.consume),
    ...schemasMarks(measured.schemas),
    ...waitingMarks(measured.waiting),
    ...memoryMarks(measured),
  ];
  if (lines.length === 0) return [];
  return [
    '## Marks',
    table(
      ['mark', 'wanted:', 'measured:', 'reached'],
      lines.map(([mark, wanted, got, reached]) => [mark, wanted, got, reached ? 'yes' : '**no**']),
    ),
  ];
}

function produceMarks(produce) {
  if (produce === undefined) return [];
  const standard = produce.lines.filter(
    ({ cell }) => cell.beside !== 'none' && cell.partitions === 4 && cell.keepAlive,
  );
  return standard.flatMap(({ cell, results }) => {
    const ratio = ratioToBridge(results);
    const name = `produce ${describe(cell)}`;
    const marks = [
      [
        `${name}: requests/s against bare node:http + bridge`,
        `≥ ${percent(RATIO_TO_BRIDGE)}`,
        ratioText(ratio),
        ratio.median >= RATIO_TO_BRIDGE,
      ],
    ];
    const most = cell.connections === 16 ? CPU_SECONDS.get(cell.records) : undefined;
    if (most !== undefined) {
      const seconds = cpuOfGateway(results);
      marks.push([`${name}: CPU seconds per million records`, `≤ ${most}`, number(seconds), seconds <= most]);
    }
    return marks;
  });
}

function consumeMarks(consume) {
  if (consume === undefined) return [];
  const ratio = ratioToRdkafka(consume.results);
  return [
    [
      'consume json: records/s against node-rdkafka alone',
      `≥ ${percent(RATIO_TO_RDKAFKA)}`,
      ratioText(ratio),
      ratio.median >= RATIO_TO_RDKAFKA,
    ],
  ];
}

function schemasMarks(schemas) {
  if (schemas === undefined) return [];
  const ratio = ratioToJson(schemas.produced, 'avro');
  return [
    [
      'produce avro 100 × 16: requests/s against json',
      `≥ ${percent(AVRO_TO_JSON)}`,
      ratioText(ratio),
      ratio.median >= AVRO_TO_JSON,
    ],
  ];
}

function waitingMarks(waiting) {
  if (waiting === undefined) return [];
  const { p50 } = waiting.results[GATEWAY_ASSIGNED].fromSendMs;
  return [
    ['waiting reader: median from request to arrival', `≤ ${WAITING_MS} ms`, `${number(p50)} ms`, p50 <= WAITING_MS],
  ];
}

function memoryMarks({ produce, consume, schemas, waiting, memory }) {
  const peaks = [produce, consume, schemas, waiting, memory]
    .filter((area) => area !== undefined)
    .map(({ peakMb }) => peakMb);
  if (peaks.length === 0) return [];
  const peak = Math.max(...peaks);
  const marks = [['peak resident memory', `< ${PEAK_MB} MB`, `${number(peak)} MB`, peak < PEAK_MB]];
  for (const { name, slopeMb } of memory?.series ?? []) {
    marks.push([
      `memory, ${name}: growth per 10,000 requests`,
      `< ${GROWTH_MB} MB`,
      `${slopeMb.toFixed(2)} MB`,
      slopeMb < GROWTH_MB,
    ]);
  }
  return marks;
}
