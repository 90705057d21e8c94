import { readFileSync } from 'node:fs';

const file = new URL('../../package.json', import.meta.url);

/** Version of this gateway, as its package says. */
export const VERSION: string = (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
