import { describe, expect, it } from 'vitest';
import { explain, type MessageFacts } from '../../../src/judge/history/messages.ts';
import type { View } from '../../../src/judge/history/views.ts';
import type { Verdict } from '../../../src/model/verdict.ts';
import { viewOf } from './views.ts';

const change = { percent: 12.3, interval: [10, 15] } as const;
const view = (parts: Partial<View> = {}) =>
  viewOf({
    shift: Math.log(1.123),
    margin: { width: Math.log(1.06), deviation: 0.02, spread: 0.02, degreesOfFreedom: 10 },
    slowLooks: 0,
    ...parts,
  });
const machine = (percent: number, correction = percent) => ({
  shift: Math.log1p(percent / 100),
  correction: Math.log1p(correction / 100),
  deviation: 0,
  beyond: 0,
});
const FRESH = { method: 'fresh_processes', change } as const;

describe('explain', () => {
  it.each<[Verdict, MessageFacts, string]>([
    [
      'no_baseline',
      { method: 'samples', runsToGo: 12 },
      'First run: there is nothing to compare with yet. The gate works from the second recorded run on, and has its full strength after 12.',
    ],
    [
      'incomparable',
      { method: 'samples', incomparable: ['2 runs of a', '1 run of b'] },
      'There are baselines, but none that this run can be compared with: 2 runs of a; 1 run of b. Runs that are recorded here make a baseline of their own.',
    ],
    ['pass', { ...FRESH, view: view() }, 'No slower than the baseline (change +12.3 %).'],
    [
      'pass',
      { ...FRESH, view: view(), runsToGo: 2 },
      'No slower than the baseline (change +12.3 %). The gate has its full strength after 2 more runs.',
    ],
    [
      'pass',
      { ...FRESH, view: view({ machine: machine(-20, -10) }), runsToGo: 1 },
      'No slower than the baseline (change +12.3 %), after −10.0 % put down to the machine (the control kernel took 25.0 % less than in the past runs). The gate has its full strength after 1 more run.',
    ],
    ['pass', { ...FRESH, view: view({ machine: machine(4.9) }) }, 'No slower than the baseline (change +12.3 %).'],
    [
      'pass',
      { method: 'samples', change, view: view({ slowLooks: 1 }), runsToGo: 3 },
      'No slower than the baseline: it looked slower at first, and a second measurement did not confirm it (change +12.3 %).',
    ],
    [
      'improvement',
      { ...FRESH, change: { percent: -20, interval: [-25, -15] }, view: view({ machine: machine(10, 5) }) },
      'Faster than the baseline (change −20.0 %), after +5.0 % put down to the machine (the control kernel took 10.0 % longer than in the past runs).',
    ],
    [
      'regression',
      { ...FRESH, view: view({ slowLooks: 2 }) },
      "12.3 % slower than the baseline, beyond the margin of 6.0 % that its runs' own spread sets; confirmed by a second measurement in fresh processes.",
    ],
    [
      'regression',
      {
        method: 'in_process',
        change,
        view: view({ name: 'cpuTime', slowLooks: 3, looks: 3, machine: machine(30, 8) }),
      },
      "On average, through a part of its calls, 12.3 % slower than the baseline, beyond the margin of 6.0 % that its runs' own spread sets, after +8.0 % put down to the machine (the control kernel took 30.0 % longer than in the past runs); confirmed by two more measurements.",
    ],
    [
      'regression',
      { ...FRESH, view: view({ name: 'drift', slowLooks: 1, looks: 1 }) },
      "12.3 % slower than the oldest runs, though no single run was so much slower than those before it, beyond the margin of 6.0 % that its runs' own spread sets.",
    ],
    [
      'inconclusive',
      { ...FRESH, view: view(), detectable: 62.5 },
      'Too noisy to tell: a slow-down below 62.5 % would not be seen. More processes, more runs or a quieter machine would help.',
    ],
    [
      'inconclusive',
      { method: 'in_process', change, view: view({ slowLooks: 2, error: 1 }) },
      'It looks slower (change +12.3 %), but its own processes disagree too much to be sure. A quieter machine would help, or `evenkeel run`, which measures in fresh processes.',
    ],
    [
      'inconclusive',
      { ...FRESH, view: view({ slowLooks: 2, machine: { ...machine(18), beyond: 0.1 } }) },
      'It looks slower (change +12.3 %), but so was the machine, more than in any past run (the control kernel took 18.0 % longer). More processes, more runs or a quieter machine would help.',
    ],
    [
      'inconclusive',
      { method: 'samples', change, view: view({ slowLooks: 1 }) },
      'It looked slower (change +12.3 %), but a second measurement did not agree. Samples from a quieter machine would help.',
    ],
    [
      'inconclusive',
      {
        ...FRESH,
        view: view({ slowLooks: 2, looks: 3, error: 1, outstanding: { holds: false, chance: 0.1, level: 0.001 } }),
      },
      'It looked slower (change +12.3 %), but two more measurements did not all agree; and its own processes disagree too much to be sure. More processes, more runs or a quieter machine would help.',
    ],
    [
      'inconclusive',
      {
        method: 'in_process',
        change,
        view: view({ slowLooks: 2, oneProcess: { samples: 8, clockShift: 1, workShift: 0 } }),
      },
      'It looks slower (change +12.3 %), but it may only have waited: its processor time changed by +0.0 %, and 8 samples are few. More iterations, more time for them (`maxDuration`) or a quieter machine would help, or a *.perf.ts file, which is measured in fresh processes.',
    ],
  ])('%s', (verdict, facts, message) => {
    expect(explain(verdict, facts)).toBe(message);
  });
});
