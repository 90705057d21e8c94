/** Everything a handler that answers by itself needs. */
export { answerError } from './answer-error.js';
export { negotiate } from './negotiate.js';
export { answer, answerEmpty, beginStream } from './respond.js';
