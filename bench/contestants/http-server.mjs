import { createServer } from 'node:http';

/** Serves POST requests with nothing between the socket and `handle(request, response, body)`; prints its port. */
export function serve(handle) {
  const server = createServer({ noDelay: true, keepAliveTimeout: 65_000 }, (request, response) => {
    readBody(request, (body) => handle(request, response, body));
  });
  server.listen(0, '127.0.0.1', 1024, () => console.log(JSON.stringify({ port: server.address().port })));
  process.on('SIGTERM', () => process.exit(0));
}

/** A body that came in one piece is not copied. */
function readBody(request, done) {
  let first = null;
  let rest = null;
  request.on('data', (chunk) => {
    if (first === null) first = chunk;
    else (rest ??= [first]).push(chunk);
  });
  request.on('end', () => done(rest === null ? (first ?? Buffer.alloc(0)) : Buffer.concat(rest)));
}

/** One write: head and text together. */
export function send(response, status, text) {
  response.writeHead(status, [
    'Content-Type',
    'application/vnd.kafka.v2+json',
    'Content-Length',
    String(Buffer.byteLength(text)),
  ]);
  response.end(text, 'latin1');
}
