import { describe, expect, it } from 'vitest';
import { checksOf, DOUBTS, doubtsOf, mayAccuse, toldDoubts } from '../../../src/judge/history/doubts.ts';
import { NO_EFFECT } from '../../../src/judge/history/machine.ts';
import type { View } from '../../../src/judge/history/views.ts';
import type { DoubtName } from '../../../src/model/verdict.ts';
import { viewOf } from './views.ts';

const oneProcess = { samples: 19, clockShift: 0.2, workShift: 0.09 };

// Each doubt, the view that it just applies to, the one that it just does not, and what it went by in the first.
const CASES: readonly [DoubtName, Partial<View>, Partial<View>, RegExp][] = [
  ['looks_disagree', { slowLooks: 2, looks: 3 }, { slowLooks: 3, looks: 3 }, /^2 of 3 measurements/],
  [
    'waited_in_one_process',
    { oneProcess },
    { oneProcess: { ...oneProcess, samples: 20 } },
    /^19 samples, of which 20 are enough; its processor time changed by \+9\.4 %$/,
  ],
  [
    'waited_in_one_process',
    { oneProcess: { ...oneProcess, workShift: null } },
    { oneProcess: { ...oneProcess, workShift: 0.1 } },
    /processor time is not known$/,
  ],
  [
    'interrupted_by_other_programs',
    { interrupted: 0.6, workShift: 0.09 },
    { interrupted: 0.6, workShift: 0.11 },
    /^60\.0 % of its processes were interrupted .*, 50\.0 % may be; .* by \+9\.4 %$/,
  ],
  ['interrupted_by_other_programs', { interrupted: 0.6 }, { interrupted: 0.5 }, /processor time is not known$/],
  [
    'machine_slower_than_any_past_run',
    { machine: { ...NO_EFFECT, beyond: 0.051 } },
    { machine: { ...NO_EFFECT, beyond: 0.05 } },
    /^the control kernel took 5\.2 % longer .* could explain 22\.6 % of \+22\.1 %$/,
  ],
  [
    'processes_disagree',
    { error: 0.052 },
    { error: 0.051 },
    /^it is 3\.5 standard errors .* tolerance of 2\.0 %; 3\.5 /,
  ],
  [
    'not_outstanding',
    { outstanding: { holds: false, chance: 0.02, level: 0.001 } },
    { outstanding: { holds: true, chance: 0.001, level: 0.001 } },
    /with a chance of 2\.0 %, of which 0\.10 % is low enough$/,
  ],
  ['near_the_margin', { shift: 0.139 }, { shift: 0.141 }, /^it is 1\.39 times .*; two measurements need 1\.4$/],
  ['near_the_margin', { shift: 0.1, slowLooks: 3, looks: 3 }, { shift: 0.101, slowLooks: 3, looks: 3 }, /more than 1$/],
  ['few_runs_of_cpu_time', { name: 'cpuTime', runs: 4 }, { name: 'cpuTime', runs: 5 }, /^4 past runs; 5 are needed$/],
  ['few_runs_of_cpu_time', { name: 'cpuTime', runs: 4 }, { name: 'lowEnd', runs: 4 }, /^4 past runs/],
  ['too_noisy', { hiddenPercent: 50.1 }, { hiddenPercent: 50 }, /^runs of unchanged code scatter so much that 50\.1 %/],
];

function applied(view: View): readonly DoubtName[] {
  return DOUBTS.filter((rule) => rule.applies(view)).map(({ name }) => name);
}

describe.each(CASES)('the doubt %s', (name, so, not, figures) => {
  it('applies, alone, and no sooner than it should', () => {
    expect(applied(viewOf(so))).toEqual([name]);
    expect(applied(viewOf(not))).toEqual([]);
  });

  it('says what it went by, and what it means', () => {
    const view = viewOf(so);
    expect(checksOf(view).find((check) => check.name === name)).toMatchObject({
      applies: true,
      figures: expect.stringMatching(figures),
    });
    const rule = DOUBTS.find((each) => each.name === name)!;
    expect(toldDoubts([rule], view)[0]!.sentence).toMatch(/^[A-Z].*[^.]\.$/);
    expect(rule.source).not.toBe('');
  });
});

describe('the doubts', () => {
  it('are each tried', () => {
    expect(new Set(CASES.map(([name]) => name))).toEqual(new Set(DOUBTS.map(({ name }) => name)));
  });

  it('are none of what every look shows clearly', () => {
    expect(applied(viewOf({}))).toEqual([]);
    expect(checksOf(viewOf({})).map(({ figures }) => figures)).toMatchInlineSnapshot(`
      [
        "2 of 2 measurements lie beyond the noise, all must",
        "it had processes of its own",
        "0.0 % of its processes were interrupted in their quickest samples, 50.0 % may be; its processor time is not known",
        "the control kernel took 0.0 % longer than in the slowest past run; 4 times that (logarithmic) could explain 0.0 % of +22.1 %",
        "it is 180.0 standard errors of its own processes beyond the tolerance of 2.0 %; 3.5 are needed",
        "each of its processes was slower than every past one",
        "it is 2.00 times what counts as noise; two measurements need 1.4",
        "this is not about processor time",
        "runs of unchanged code scatter so much that 10.0 % counts as noise; 50 % may",
      ]
    `);
  });

  it('are told apart by what they keep from being', () => {
    const young = viewOf({ name: 'cpuTime', runs: 1, hiddenPercent: 60, shift: 0.12 });
    expect(doubtsOf(young, 'regression').map(({ name }) => name)).toEqual(['near_the_margin']);
    expect(doubtsOf(young, 'pass').map(({ name }) => name)).toEqual(['too_noisy']);
    expect(mayAccuse(young)).toBe(false);
    expect(mayAccuse(viewOf({ name: 'cpuTime' }))).toBe(true);
  });
});
