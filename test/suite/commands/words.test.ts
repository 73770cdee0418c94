import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../src/errors.ts';
import { joinWords, splitWords } from '../../../src/suite/commands/words.ts';

/** The words that sh makes of a line. */
function wordsOfShell(line: string): readonly string[] {
  const script = `for word in ${line}; do printf '%s\\0' "$word"; done`;
  return execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1);
}

describe('splitWords', () => {
  it.each([
    'node build.js --out=dist',
    `  a   'b c'\t"d e" `,
    String.raw`a\ b "c\"d" 'e\f' "g\h" \'`,
    `a'b'"c"d '' ""`,
    'x#y a~b k=v',
    `'$HOME' '*' "a'b" 'a"b'`,
    'é ☃ 日本',
  ])('parts %j as sh does', (line) => {
    expect(splitWords(line)).toEqual(wordsOfShell(line));
  });

  it.each([
    ['a | b', '|'],
    ['a > b', '>'],
    ['a && b', '&'],
    ['echo $HOME', '$'],
    ['echo "$HOME"', '$'],
    ['echo "`date`"', '`'],
    ['ls *.js', '*'],
    ['ls ~/x', '~'],
    ['a # b', '#'],
    ['(a)', '('],
    ['a\nb', '\n'],
  ])('refuses %j, of which a shell would make something else', (line, character) => {
    expect(() => splitWords(line)).toThrow(`${JSON.stringify(character)} in ${JSON.stringify(line)} means something`);
  });

  it.each(["it's", 'a "b', '"a\\"'])('refuses %j, whose quote is not closed', (line) => {
    expect(() => splitWords(line)).toThrow('is not closed');
  });

  it('refuses what has no program', () => {
    expect(() => splitWords('  ')).toThrow(UsageError);
    expect(() => splitWords('A=1 node x')).toThrow('use --env');
  });
});

describe('joinWords', () => {
  it('makes a line that is parted into the same words again', () => {
    const word = fc.string({ unit: 'binary' }).filter((text) => !text.includes('\0'));
    fc.assert(
      fc.property(fc.array(word, { minLength: 1 }), (words) => {
        fc.pre(!/^\w+=/.test(words[0]!));
        expect(splitWords(joinWords(words))).toEqual(words);
      }),
    );
  });

  it('makes a line that sh parts into them as well', () => {
    const words = ['a b', "it's", '$x', '', '*', 'A=b', '-n', 'plain/path.js', '日本'];
    expect(wordsOfShell(joinWords(words))).toEqual(words);
  });
});
