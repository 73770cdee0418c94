import { describe, expect, it } from 'vitest';
import { acrossCsv } from '../../src/report/across/across-csv.ts';
import { moveInWords } from '../../src/report/across/moves-in-words.ts';
import { renderAcross } from '../../src/report/across/render-across.ts';
import { acrossReport } from './across-fixtures.ts';

const [move] = acrossReport.moves;

describe('moveInWords', () => {
  it('says what moved where, and what changed with it', () => {
    expect(moveInWords(move!)).toBe(
      'Time moved in 2 projects (acme/api, acme/shop) on 2026-11-28, when Node went from 20.19.5 to 20.20.0 and ' +
        'package-lock.json changed: +4.1 % [+3.2, +5.0] over 2 series (parse).',
    );
  });

  it('says that nothing did, and counts what is too much to name', () => {
    const projects = Array.from({ length: 7 }, (_, i) => `team/p${i}`);
    const series = Array.from({ length: 5 }, (_, i) => ({ ...move!.series[0]!, testName: `test ${i}` }));
    expect(moveInWords({ ...move!, facts: [], projects, series })).toBe(
      'Time moved in 7 projects (team/p0, team/p1, team/p2, team/p3, team/p4, 2 more) on 2026-11-28, and nothing that is ' +
        'recorded of them changed with it: +4.1 % [+3.2, +5.0] over 5 series (test 0, test 1, test 2, 2 more).',
    );
  });

  it('makes what steers a terminal visible', () => {
    const hostile = moveInWords({ ...move!, facts: [{ name: 'Node', from: '\u001b[2J', to: 'b\nc' }] });
    expect(hostile).toContain('when Node went from ␛[2J to b␊c');
  });
});

describe('renderAcross', () => {
  it.each([120, 60, 40])('fits %i columns', async (width) => {
    const text = renderAcross(acrossReport, { color: false, width });
    await expect(text).toMatchFileSnapshot(`golden/across-${width}.golden`);
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(width);
  });

  it('shows a hundred tests, and says how to see the others', () => {
    const [test] = acrossReport.tests;
    const tests = Array.from({ length: 103 }, (_, i) => ({ ...test!, testName: `test ${i}` }));
    const text = renderAcross({ ...acrossReport, tests }, { color: false, width: 120 });
    expect(text).toContain('test 99');
    expect(text).not.toContain('test 100');
    expect(text).toContain('3 more tests not shown: --test chooses some, --json and --csv have all.');
  });
});

describe('acrossCsv', () => {
  it('has a row for each series, and empty cells for what is not known', () => {
    const [heading, first, second, third, end] = [...acrossCsv(acrossReport)].join('').split('\r\n');
    expect(heading!.split(',')).toHaveLength(22);
    expect(first).toBe(
      'parse,time,seconds,by_factor,1,acme/api,linux-x86_64-4c-node20,12,2026-11-28T12:00:00.000Z,0.002,0.0019,0.0021,1,' +
        '0.002,0.0019,0.0021,yes,,,,,',
    );
    expect(second).toMatch(/,0\.5,0\.0024,0\.0023,0\.0025,no,20,15,25,yes,$/);
    expect(third).toMatch(/,0\.002,,,,,,,no,,,,,It cannot be normalised\.$/);
    expect(end).toBe('');
  });
});
