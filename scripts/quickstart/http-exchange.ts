/** One request as its user would type it, and what came back. */
export interface HttpExchange {
  method: 'GET' | 'POST' | 'DELETE';
  url: string;
  headers?: Readonly<Record<string, string>>;
  body?: unknown;
}

export interface HttpAnswer {
  status: number;
  text: string;
}

const ANSWER_TIMEOUT_MS = 60_000;

/** Sends a request and prints it as a curl command with its answer. Rejects when there is no answer. */
export async function send(exchange: HttpExchange): Promise<HttpAnswer> {
  const { method, url, headers = {}, body } = exchange;
  console.log(`\n${curl(exchange)}`);
  const response = await fetch(url, {
    method,
    headers,
    signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer = { status: response.status, text: await response.text() };
  console.log(`=> ${answer.status} ${answer.text}`);
  return answer;
}

/** As `send`; rejects unless the answer has the expected status. */
export async function sendExpecting(status: number, exchange: HttpExchange): Promise<HttpAnswer> {
  const answer = await send(exchange);
  if (answer.status !== status) {
    throw new Error(`${exchange.method} ${exchange.url} was answered ${answer.status} instead of ${status}.`);
  }
  return answer;
}

/** The request as a command for a POSIX shell. */
export function curl({ method, url, headers = {}, body }: HttpExchange): string {
  const parts = [method === 'GET' ? `curl ${quote(url)}` : `curl -X ${method} ${quote(url)}`];
  for (const [name, value] of Object.entries(headers)) parts.push(`-H ${quote(`${name}: ${value}`)}`);
  if (body !== undefined) parts.push(`-d ${quote(JSON.stringify(body))}`);
  return parts.join(' \\\n  ');
}

function quote(text: string): string {
  return /^[\w:/.-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
