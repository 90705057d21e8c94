// Ceiling: node:http, the gateway's own body scanner and producer, and nothing else: no framework, no routes.
import { send, serve } from './http-server.mjs';
import { produceAnswer } from './produce-answer.mjs';
import { bodyReader, openProducer } from './product.mjs';

const read = bodyReader();
const producer = openProducer();

serve((request, response, body) => {
  const topic = request.url.slice(request.url.lastIndexOf('/') + 1);
  const format = request.headers['content-type'] === 'application/vnd.kafka.binary.v2+json' ? 'binary' : 'json';
  producer.send(topic, read(body, format)).then(
    (result) => {
      if (result.failures !== null) send(response, 500, JSON.stringify([...result.failures.values()][0]));
      else send(response, 200, produceAnswer(result.count, result.partitions, result.offsets));
    },
    (error) => send(response, 500, String(error)),
  );
});
