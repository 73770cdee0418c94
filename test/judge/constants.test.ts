import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as constants from '../../src/judge/constants.ts';

const text = readFileSync(join(import.meta.dirname, '..', '..', 'src', 'judge', 'constants.ts'), 'utf8');
/** What is said of each constant, by its name. */
const comments = new Map(
  [...text.matchAll(/\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\nexport const (\w+)/g)].map(([, comment, name]) => [
    name,
    comment!,
  ]),
);

describe('the table of constants', () => {
  it.each(Object.keys(constants))('says what %s is and where it is from', (name) => {
    expect(comments.get(name)).toMatch(/Source:\s[ *]*\S|It only orders/);
  });

  it('splits every error budget as a whole', () => {
    for (const shares of [constants.SHARE_OF_VIEW, constants.SHARE_OF_ASPECT]) {
      expect(Object.values(shares).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    }
  });
});
