import { describe, expect, it } from '@jest/globals';
import { isSpec, sourceFiles } from '../support/source-files.js';

const WALL = 300;
const MEDIAN = 90;

describe('files', () => {
  const source = sourceFiles('src').filter((file) => !isSpec(file));

  it(`have at most ${WALL} lines`, () => {
    const all = ['src', 'test', 'scripts', 'bench'].flatMap(sourceFiles);
    expect(all.filter(({ lines }) => lines > WALL).map(({ path, lines }) => `${path}: ${lines}`)).toEqual([]);
  });

  it(`of the product have fewer than ${MEDIAN} lines in the middle of them`, () => {
    const sizes = source.map(({ lines }) => lines).sort((a, b) => a - b);
    expect(sizes.length).toBeGreaterThan(100);
    expect(sizes[Math.floor(sizes.length / 2)]).toBeLessThan(MEDIAN);
  });
});
