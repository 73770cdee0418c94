import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayWidth, padPainted } from '../../../src/report/text/width.ts';

describe('displayWidth', () => {
  it.each([
    ['', 0],
    ['plain', 5],
    ['µs ± 1 %', 8],
    ['日本語', 6],
    ['ｆｕｌｌ', 8],
    ['ﾊﾝｶｸ', 4],
    ['한국어', 6],
    ['한', 2],
    ['é', 1],
    ['🚀', 2],
    ['👩‍👩‍👧‍👦', 2],
    ['👍🏽', 2],
    ['🇫🇷', 2],
    ['1️⃣', 2],
    ['❤️', 2],
    ['❤', 1],
    ['✓✗≠', 3],
    ['zero\u200bwidth', 9],
    ['𠮷', 2],
    ['Привет', 6],
  ])('measures %j as %i columns', (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });

  it('adds up over words', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(displayWidth(`${a} ${b}`)).toBe(displayWidth(a) + 1 + displayWidth(b));
      }),
    );
  });
});

describe('padPainted', () => {
  const loud = (text: string): string => `<${text}>`;

  it.each([
    ['日本', 6, 'left', '<日本>  '],
    ['日本', 6, 'right', '  <日本>'],
    ['too long', 3, 'left', '<too long>'],
    ['', 3, 'right', '   '],
  ] as const)('pads %j to %i columns on the %s, outside the paint', (text, width, alignment, expected) => {
    expect(padPainted(text, width, alignment, loud)).toBe(expected);
  });
});
