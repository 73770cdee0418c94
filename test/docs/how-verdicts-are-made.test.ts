import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MOST_PAIRS } from '../../src/judge/constants.ts';
import type { ProcessEvidence } from '../../src/judge/evidence.ts';
import type { HistoryCase } from '../../src/judge/history/case.ts';
import { DOUBTS } from '../../src/judge/history/doubts.ts';
import { judgeAgainstHistory } from '../../src/judge/history/judge-history.ts';
import { barFor } from '../../src/judge/history/suspicion.ts';
import { viewsOf } from '../../src/judge/history/views.ts';
import { alarmingLooks, plannedLooks } from '../../src/judge/revisions/looks.ts';
import { judgePairs } from '../../src/judge/revisions/pairs.ts';
import { estimateOfProcesses } from '../../src/judge/spread.ts';
import { standardDeviation } from '../../src/statistics/core/standard-deviation.ts';
import { studentTQuantile, studentTSurvival } from '../../src/statistics/core/student-t.ts';

const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'how-verdicts-are-made.md'), 'utf8').replace(
  /\s+/g,
  ' ',
);

const MICROSECOND = 1e-6;

/** The figures of a row of the page's tables, or of a list in its text. */
function figuresAfter(words: string, until: string): readonly number[] {
  const start = page.indexOf(words) + words.length;
  return page.slice(start, page.indexOf(until, start)).split(',').map(Number);
}

function process(microseconds: number): ProcessEvidence {
  return {
    location: microseconds * MICROSECOND,
    cpuTime: null,
    control: 3e-4,
    controlCpuTime: null,
    controlJitter: 0.05,
  };
}

const past = figuresAfter('in microseconds: ', '. Each');
const looks = [figuresAfter('| 1 | ', ' |'), figuresAfter('| 2 | ', ' |')];
const given: HistoryCase = {
  history: past.map((estimate) => ({
    estimate: estimate * MICROSECOND,
    decayFactor: 0.9,
    processes: [-0.2, 0, 0.2, 0.4, 0.6].map((by) => process(estimate + by)),
  })),
  incomparable: [],
  looks: looks.map((look) => look.map(process)),
  method: 'fresh_processes',
  statisticalMethod: 'robust',
  thresholdFactor: 1.2,
  tolerancePercent: 2,
  confidenceLevel: 0.95,
};
const first: HistoryCase = { ...given, looks: given.looks.slice(0, 1) };
const [[atFirst], [both]] = [viewsOf(first, 0.08), viewsOf(given, 0.08)];
const suspicion = barFor(atFirst!, first);
const verdict = judgeAgainstHistory(given);

const log = (value: number) => value.toFixed(4);
const percent = (value: number) => `${(100 * Math.expm1(value)).toFixed(1)} %`;

describe('the worked example', () => {
  it.each([
    ['the estimates', `109.2 | ${estimateOfProcesses(looks[0]!).toFixed(1)} |`],
    ['the baseline', `Here that is ${(1e6 * atFirst!.baseline).toFixed(1)} µs`],
    ['the first look', `= ${log(atFirst!.shift)} slower, which is ${percent(atFirst!.shift)}`],
    ['the spread', `÷ 8) = ${log(atFirst!.margin.spread)}`],
    ['the deviation', `√(1 + 1 ÷ 5) = ${log(atFirst!.margin.deviation)}. One look`],
    [
      'Student’s t',
      `with 8 degrees of freedom (four believed runs, and four steps between five), is ${studentTQuantile(1 - 0.064, 8).toFixed(3)}`,
    ],
    ['the margin', `= ${log(atFirst!.margin.width)}, which is ${percent(atFirst!.margin.width)}`],
    ['the second look', `ln(106.7 ÷ 100.0) = ${log(Math.log(1.067))}`],
    ['both looks', `at 106.95 µs: ${log(both!.shift)}, or ${percent(both!.shift)} slower`],
    ['how far it is', `It is ${(both!.shift / both!.margin.width).toFixed(2)} times the margin`],
    ['its own processes', `a standard error of ${log(both!.error)}`],
    ['how clear it is', `so it is ${((both!.shift - both!.tolerance) / both!.error).toFixed(1)} of them beyond`],
    ['the verdict', `\`${verdict.validation.verdict}\`, ${verdict.change!.percent.toFixed(1)} % slower`],
    ['what is detectable', `A slow-down of ${verdict.validation.minimumDetectableChangePercent!.toFixed(1)} % is seen`],
    ['the last Student’s t', `and ${studentTQuantile(Math.cbrt(0.9), 8).toFixed(3)} (Student's t`],
    ['the bar’s spread', `÷ 12) = ${log(suspicion.deviation / Math.sqrt(6 / 5))}, deviation`],
    ['the bar’s deviation', `√(1 + 1 ÷ 5) = ${log(suspicion.deviation)} bar`],
    ['the bar', `= ${log(suspicion.bar)}, which is ${percent(suspicion.bar)}`],
    ['its Student’s t', `− ${studentTQuantile(0.99, 12).toFixed(3)} ×`],
  ])('has %s right', (_what, words) => {
    expect(page).toContain(words);
  });

  it('is decided as it says', () => {
    expect(judgeAgainstHistory(first)).toMatchObject({ needsConfirmation: true, suspicion: { isSuspect: true } });
    expect(verdict).toMatchObject({ needsConfirmation: false, validation: { verdict: 'regression', doubts: [] } });
    expect(both!.outstanding).toMatchObject({ holds: true, chance: null });
  });

  // A reader's calculator has the figures of the page, which are rounded.
  it('comes to the same from the rounded figures', () => {
    const spread = Math.sqrt((4 * 0.025 ** 2 + 4 * 0.0074 ** 2) / 8);
    expect(log(spread)).toBe(log(atFirst!.margin.spread));
    expect(log(1.2 * 1.698 * 0.0202)).toBe(log(atFirst!.margin.width));
    expect(log(Math.sqrt((8 * 0.015 ** 2 + 4 * 0.0074 ** 2) / 12))).toBe('0.0130');
    expect(log(Math.log(1.05) - 2.681 * 0.0142)).toBe(log(suspicion.bar));
  });
});

describe('the example of pairs', () => {
  const suite = { controlLogRatios: [], tests: 12, blocks: MOST_PAIRS, tolerancePercent: 2, confidenceLevel: 0.95 };

  it('is dismissed as it says', () => {
    const [, ...figures] = /four pairs of \+([\d.]+), −([\d.]+), \+([\d.]+) and \+([\d.]+) %/.exec(page)!;
    const lowEnd = figures.map((figure, i) => Math.log1p((i === 1 ? -1 : 1) * (Number(figure) / 100)));
    const { validation, isOpen } = judgePairs({ ...suite, logRatios: { lowEnd, cpuTime: [] } });
    expect({ verdict: validation.verdict, isOpen }).toEqual({ verdict: 'pass', isOpen: false });
  });

  it('is a regression with the figures that it says', () => {
    expect(page).toContain('0.7 ÷ √8 = 0.25 %, t = (5.0 − 1) ÷ 0.25 = 16 with 7 degrees of freedom');
    const p = studentTSurvival((5.0 - 1) / 0.25, 7);
    const [digit, power] = p.toExponential(0).split('e-');
    expect(page).toContain(`p = ${digit} × 10⁻${'⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(power)]}; all eight`);
    const shape = [4.1, 4.4, 4.6, 4.8, 5.1, 5.2, 5.6, 6.2];
    const mean = shape.reduce((sum, percent) => sum + percent, 0) / 8;
    expect(mean.toFixed(1)).toBe('5.0');
    expect(standardDeviation(shape).toFixed(1)).toBe('0.7');
    const lowEnd = shape.map((percent) => Math.log1p(percent / 100));
    const { validation, change } = judgePairs({ ...suite, logRatios: { lowEnd, cpuTime: [] } });
    expect(validation.verdict).toBe('regression');
    expect(`\`regression\`, ${change.percent.toFixed(1)} % slower.`).toBe('`regression`, 5.0 % slower.');
  });

  it('has the looks that there are', () => {
    const looks = plannedLooks(MOST_PAIRS);
    expect(page).toContain(`looks after ${looks.slice(0, -1).join(', ')} and ${looks.at(-1)} pairs`);
    expect(alarmingLooks(MOST_PAIRS)).toHaveLength(6);
    expect(page).toContain('the six looks that may accuse');
  });
});

describe('the table of doubts', () => {
  it('has every doubt, in their order, and no other', () => {
    const rows = [...page.matchAll(/\| `(\w+)` +\| [^|]+\| [^|]+\|/g)].map(([, name]) => name);
    const names = DOUBTS.map(({ name }) => name);
    expect(rows.filter((name) => name!.includes('_'))).toEqual(names);
  });
});
