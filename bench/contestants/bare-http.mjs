// Ceiling: what node:http alone can do. Reads the body and gives the same answer each time, as many offsets as the last
// part of the path says.
import { send, serve } from './http-server.mjs';
import { produceAnswer } from './produce-answer.mjs';

const answers = new Map();

function answerTo(path) {
  const count = Number(path.slice(path.lastIndexOf('/') + 1));
  return produceAnswer(count, new Int32Array(count).fill(1), new Float64Array(count).fill(123_456));
}

serve((request, response) => {
  let answer = answers.get(request.url);
  if (answer === undefined) answers.set(request.url, (answer = answerTo(request.url)));
  send(response, 200, answer);
});
