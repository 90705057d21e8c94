import { readFile } from 'node:fs/promises';
import type { Operation } from './document.types.js';

/** Bodies that a gateway really answered with: by operation id, then by status. */
export type Answers = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export async function readAnswers(file: URL): Promise<Answers> {
  return JSON.parse(await readFile(file, 'utf8')) as Answers;
}

/** Shows the answers as examples, where decorators give none. */
export function showAnswers(operation: Operation, answers: Answers): void {
  for (const [status, example] of Object.entries(answers[operation.operationId ?? ''] ?? {})) {
    const response = operation.responses[status];
    if (!response || '$ref' in response) continue;
    for (const media of Object.values(response.content ?? {})) {
      if (media.example === undefined && media.examples === undefined) media.example = example;
    }
  }
}
