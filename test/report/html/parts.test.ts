import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandOf, commandsOf } from '../../../src/report/html/commands.ts';
import { embeddedJson } from '../../../src/report/html/embedded-json.ts';
import { laneOf } from '../../../src/report/html/lanes.ts';
import { arrange, type Wish } from '../../../src/report/html/listing.ts';
import { packNumbers, unpackNumbers } from '../../../src/report/html/packed-numbers.ts';
import type { PageRow } from '../../../src/report/html/page-data.ts';
import { samplesOf, thin } from '../../../src/report/html/samples.ts';
import { testId } from '../../../src/report/html/test-id.ts';

describe('packed numbers', () => {
  it('are the figures again, to a ten-thousandth of the median', () => {
    const figure = fc.double({ min: 1e-9, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.option(figure), { minLength: 1 }), (values) => {
        const again = unpackNumbers(packNumbers(values));
        const known = values.filter((value) => value !== null).sort((a, b) => a - b);
        const median = known[Math.floor(known.length / 2)] ?? 0;
        for (const [i, value] of values.entries()) {
          if (value === null) expect(again[i]).toBe(null);
          else expect(Math.abs(again[i]! - value)).toBeLessThanOrEqual(median / 5000 + value * 1e-5);
        }
      }),
    );
  });

  it('are null where there is no figure, and take figures around zero', () => {
    expect(unpackNumbers(packNumbers([Number.NaN, Number.POSITIVE_INFINITY, 2]))).toEqual([null, null, 2]);
    expect(unpackNumbers(packNumbers([0, 0, 0]))).toEqual([0, 0, 0]);
    expect(unpackNumbers(packNumbers([-1, 0, 1])).map((value) => Math.round(value! * 1000) / 1000)).toEqual([-1, 0, 1]);
    expect(packNumbers([])).toMatchObject({ of: [] });
  });
});

describe('a lane', () => {
  it('is each process where there are few, and counts of many', () => {
    expect(laneOf('past', [])).toBe(null);
    expect(laneOf('past', [1, 2, 3])).toMatchObject({ kind: 'points', name: 'past' });
    const many = laneOf(
      'past',
      Array.from({ length: 200 }, (_, i) => 1 + i / 1000),
    );
    expect(many).toMatchObject({ kind: 'bins', from: 1 });
    if (many?.kind !== 'bins') throw new Error('no bins');
    expect(many.counts.reduce((sum, count) => sum + count, 0)).toBe(200);
    expect(many.from + many.width * many.counts.length).toBeCloseTo(1.199, 4);
  });

  it('takes equal figures', () => {
    const equal = laneOf(
      'past',
      Array.from({ length: 100 }, () => 7),
    );
    expect(equal).toMatchObject({ kind: 'bins', counts: expect.arrayContaining([100]) });
  });
});

describe('samples', () => {
  it('that are too many keep what stands out, in their order', () => {
    const samples = Array.from({ length: 1000 }, (_, i) => 10 + (i % 3));
    samples[500] = 99;
    const kept = thin(samples, 20);
    expect(kept.length).toBeLessThanOrEqual(100);
    expect(kept).toContain(99);
    expect(thin(samples, 1)).toBe(samples);
  });

  it('are said to be missing where there are none', () => {
    expect(samplesOf([{ side: 'head', processes: [] }], 100)).toEqual({ missing: expect.any(String) });
  });
});

describe('data in a page', () => {
  it('never end their element, and are the same value', () => {
    const unit = fc.constantFrom(
      '<',
      '/',
      'script',
      '>',
      '!--',
      '-->',
      ']]>',
      '\u2028',
      '\u2029',
      '\0',
      '"',
      '\\',
      '\u202e',
      'é',
    );
    fc.assert(
      fc.property(fc.string({ unit }), (text) => {
        const json = embeddedJson({ [text]: [text] });
        expect(json).not.toMatch(/[<>&\u2028\u2029\0\u202e]/);
        expect(JSON.parse(json)).toEqual({ [text]: [text] });
      }),
    );
  });

  it('has keys like any other where they have a meaning elsewhere', () => {
    expect(embeddedJson(JSON.parse('{"__proto__":1}'))).toBe('{"__proto__":1}');
  });
});

describe('a link', () => {
  it('is readable, the same each time, and of one test', () => {
    expect(testId('a.perf.ts', 'parse > small document')).toMatch(/^parse-small-document-[0-9a-z]+$/);
    expect(testId('a', 'x')).toBe(testId('a', 'x'));
    expect(testId('a', 'x')).not.toBe(testId('b', 'x'));
    expect(testId('a', '解析')).toMatch(/^[0-9a-z]+$/);
    const ids = Array.from({ length: 20_000 }, (_, i) => testId('a', `test ${i}`));
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('a command', () => {
  it('is what a shell takes for the same words', () => {
    const name = 'a \'quoted\' "$(name)" `x` \\ ; > é';
    const command = commandOf('baseline', 'accept', '--', name)!;
    const said = execFileSync('sh', ['-c', command.replace('npx evenkeel', 'printf "%s\\n"')], { encoding: 'utf8' });
    expect(said).toBe(`baseline\naccept\n--\n${name}\n`);
  });

  it('takes no name for an option', () => {
    const asked = { isStored: true, isRegression: true, file: 'a.perf.ts' };
    expect(commandsOf(asked, '-q').map(({ command }) => command)).toEqual([
      'npx evenkeel baseline accept -- -q',
      'npx evenkeel run a.perf.ts --filter=-q --explain=-q',
      'npx evenkeel compare main a.perf.ts --filter=-q',
      'npx evenkeel baseline show -- -q',
    ]);
    expect(commandsOf({ ...asked, isStored: false, file: null }, 'x')).toEqual([]);
  });

  it('is none where a name cannot be seen for what it is, or is too long', () => {
    expect(commandOf('run', 'a\u202eb')).toBe(null);
    expect(commandOf('run', 'a\nb')).toBe(null);
    expect(commandOf('run', 'a'.repeat(2000))).toBe(null);
  });
});

describe('the list', () => {
  const row = (
    name: string,
    outcome: PageRow['outcome'],
    percent: number | null,
    more: Partial<PageRow> = {},
  ): PageRow => ({
    id: name,
    name,
    group: 'a.perf.ts',
    outcome,
    message: '',
    metric: null,
    better: 'lower',
    figure: '',
    change: percent === null ? null : { percent, low: null, high: null },
    detectable: null,
    decidedBy: null,
    base: null,
    ...more,
  });
  const rows = [
    row('parse', 'pass', 0.1),
    row('print', 'regression', 5),
    row('sort', 'regression', 9),
    row('throughput', 'regression', -20, { better: 'higher', metric: 'throughput' }),
    row('load', 'improvement', -7),
    row('save', 'inconclusive', 3, { group: 'b.perf.ts', message: 'Too noisy' }),
    row('gone', 'skipped', null),
  ];
  const asked = (wish: Partial<Wish>) =>
    arrange(rows, { text: '', outcomes: new Set(), order: 'attention', ...wish }).map(({ title, isFolded, places }) => [
      title,
      isFolded,
      places.map((place) => rows[place]!.name),
    ]);

  it('has what got worse first, the worst of it first, and folds what did not change', () => {
    expect(asked({})).toEqual([
      ['Got worse', false, ['throughput', 'sort', 'print']],
      ['Improved', false, ['load']],
      ['Undecided', false, ['save']],
      ['Unchanged', true, ['parse']],
      ['Left out', true, ['gone']],
    ]);
  });

  it('finds words in any order and case, in names, files, metrics and messages', () => {
    expect(asked({ text: 'NOISY b.perf' })).toEqual([['Undecided', false, ['save']]]);
    expect(asked({ text: 'throughput' })).toEqual([['Got worse', false, ['throughput']]]);
    expect(asked({ text: 'nowhere' })).toEqual([]);
  });

  it('shows what was asked for unfolded', () => {
    expect(asked({ outcomes: new Set(['pass', 'skipped'] as const) })).toEqual([
      ['Unchanged', false, ['parse']],
      ['Left out', false, ['gone']],
    ]);
  });

  it('sorts by other things in one list', () => {
    expect(asked({ order: 'change' })[0]![2]).toEqual(['throughput', 'sort', 'print', 'save', 'parse', 'load', 'gone']);
    expect(asked({ order: 'name' })[0]![2]).toEqual(['gone', 'load', 'parse', 'print', 'save', 'sort', 'throughput']);
    expect((asked({ order: 'group' })[0]![2] as string[]).at(-1)).toBe('save');
  });

  it('is never folded altogether', () => {
    expect(
      arrange([row('a', 'pass', 0), row('b', 'skipped', null)], { text: '', outcomes: new Set(), order: 'attention' }),
    ).toMatchObject([
      { title: 'Unchanged', isFolded: false },
      { title: 'Left out', isFolded: true },
    ]);
  });
});
