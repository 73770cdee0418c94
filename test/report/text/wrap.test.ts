import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../../src/report/text/width.ts';
import { truncateMiddle, wrap } from '../../../src/report/text/wrap.ts';

const names = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '日', '🚀', '👩‍👩‍👧‍👦', 'é', '>') });

describe('wrap', () => {
  it.each([
    ['short', 10, ['short']],
    ['', 10, ['']],
    ['one two three', 7, ['one two', 'three']],
    ['first\nsecond line', 8, ['first', 'second', 'line']],
    ['a/very/long/path.ts', 8, ['a/very/l', 'ong/path', '.ts']],
    ['see a/very/long/path.ts now', 8, ['see', 'a/very/l', 'ong/path', '.ts now']],
    ['日本語の文書', 5, ['日本', '語の', '文書']],
    ['日本', 1, ['日', '本']],
    ['  indented', 20, ['  indented']],
  ])('breaks %j at %i columns', (text, width, expected) => {
    expect(wrap(text, width)).toEqual(expected);
  });

  it('keeps every character that is no space, in lines that fit', () => {
    fc.assert(
      fc.property(names, fc.integer({ min: 2, max: 20 }), (text, width) => {
        const lines = wrap(text, width);
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
        for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(width);
      }),
    );
  });
});

describe('truncateMiddle', () => {
  it.each([
    ['fits', 4, 'fits'],
    ['parse > large document', 11, 'parse…ument'],
    ['parse > large document', 10, 'parse…ment'],
    ['日本語の文書', 6, '日…書'],
    ['abc', 1, '…'],
    ['abc', 0, ''],
  ])('cuts %j to %i columns as %j', (text, width, expected) => {
    expect(truncateMiddle(text, width)).toBe(expected);
  });

  it('fits, and loses at most one column to a wide character on either side', () => {
    fc.assert(
      fc.property(names, fc.integer({ min: 1, max: 20 }), (text, width) => {
        const cut = truncateMiddle(text, width);
        expect(displayWidth(cut)).toBeLessThanOrEqual(width);
        if (cut !== text) expect(displayWidth(cut)).toBeGreaterThanOrEqual(width - 2);
      }),
    );
  });
});
