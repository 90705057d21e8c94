import { eventually } from './consumer-service.js';

/** The values that a gateway shows, by what stands before them without `kafka_rest_`: `http_errors_total{dialect="v2",code="404"}`. */
export async function scrape(url: string): Promise<Map<string, number>> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const lines = text.split('\n').filter((line) => line.startsWith('kafka_rest_'));
  return new Map(
    lines.map((line) => {
      const end = line.lastIndexOf(' ');
      return [line.slice('kafka_rest_'.length, end), Number(line.slice(end + 1))] as const;
    }),
  );
}

/** Waits until all of these have these values: a request counts when it is over, which is just behind its answer. */
export async function untilShown(url: string, wanted: Readonly<Record<string, number>>): Promise<void> {
  await eventually(async () => {
    const values = await scrape(url);
    return Object.entries(wanted).every(([series, value]) => values.get(series) === value);
  });
}
