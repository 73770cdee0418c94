import * as constants from '../../dist/judge/constants.js';
import { plannedLooks } from '../../dist/judge/revisions/looks.js';
import { judgePairs } from '../../dist/judge/revisions/pairs.js';
import { createGenerator } from '../../dist/statistics/core/random.js';
import { standardDeviation } from '../../dist/statistics/core/standard-deviation.js';
import { table } from '../support/table.mjs';
import { percentInWords, shareInWords } from './intervals.mjs';

/** What pairs may show; 1 is unchanged code. */
export const CHANGES = [1, 1.03, 1.05, 1.1];
const CONFIDENCE = 0.95;
const TOLERANCE_PERCENT = 2;

/** The judge of pairs as it is. */
const JUDGE = { judgePairs, plannedLooks, MOST_PAIRS: constants.MOST_PAIRS };

/**
 * What the judge makes of sequences of pairs, drawn from recorded ones: a table, a row a change.
 * @param tests of the suite, which share one error budget.
 */
export function resample(runs, { trials, seed, tests }) {
  const pools = poolsOf(runs);
  const outcomes = resampled(pools, { trials, seed, tests });
  const rows = CHANGES.map((change) => {
    const own = outcomes.get(change);
    const share = (verdict) => own.filter((each) => each.verdict === verdict).length;
    return [
      change === 1 ? 'unchanged: false alarms' : `+${Math.round(100 * (change - 1))} %`,
      shareInWords(share('regression'), own.length),
      percentInWords(share('inconclusive'), own.length),
      percentInWords(share('improvement'), own.length),
      (own.reduce((sum, { taken }) => sum + taken, 0) / own.length).toFixed(1),
    ];
  });
  const spreads = pools.map(
    ({ name, lowEnd }) => `${name} ${(100 * standardDeviation(lowEnd)).toFixed(1)} % (${lowEnd.length})`,
  );
  return [
    table(['change', 'regression', 'inconclusive', 'called faster', 'pairs, mean'], rows),
    `Seed ${seed}, ${trials} trials a workload and change. Standard deviation of a pair (number of pairs): ${spreads.join(', ')}.`,
  ].join('\n\n');
}

/**
 * Draws sequences of pairs from those that were recorded of unchanged code, workload by workload, each with a random sign,
 * because the sides of unchanged code are exchangeable; adds a change; and judges them as `compare` does, look by look.
 * Shows what the judge makes of these pairs, and nothing of what is rarer than they are.
 * @returns by change, an outcome a trial: `{verdict, taken}`.
 */
export function resampled(pools, { trials, seed, tests, judge = JUDGE }) {
  const random = createGenerator(seed);
  const outcomesOf = (change) =>
    pools.flatMap((pool) =>
      Array.from({ length: trials }, () => trial(pool, Math.log(change), { tests, random, judge })),
    );
  return new Map(CHANGES.map((change) => [change, outcomesOf(change)]));
}

/** What can be drawn from, a pool a workload. */
export function poolsOf(runs) {
  const pools = new Map();
  for (const { tests } of runs.filter(({ factor }) => factor === 1)) {
    for (const { name, logRatios, controlLogRatios = [] } of tests) {
      const { lowEnd, cpuTime, control } = pools.get(name) ?? { lowEnd: [], cpuTime: [], control: [] };
      pools.set(name, {
        name,
        lowEnd: [...lowEnd, ...logRatios.lowEnd],
        cpuTime: [...cpuTime, ...logRatios.cpuTime],
        control: [...control, ...controlLogRatios],
      });
    }
  }
  return [...pools.values()];
}

function trial({ lowEnd, cpuTime, control }, change, { tests, random, judge }) {
  const sign = () => (random() < 0.5 ? -1 : 1);
  const drawn = Array.from({ length: judge.MOST_PAIRS }, () => {
    const i = Math.floor(random() * lowEnd.length);
    const side = sign();
    return {
      lowEnd: side * lowEnd[i] + change,
      cpuTime: side * (cpuTime[i] ?? Number.NaN) + change,
      control: control.length === 0 ? Number.NaN : sign() * control[i],
    };
  });
  for (const taken of judge.plannedLooks(judge.MOST_PAIRS)) {
    const upTo = (aspect) => drawn.slice(0, taken).map((pair) => pair[aspect]);
    const logRatios = { lowEnd: upTo('lowEnd'), cpuTime: upTo('cpuTime').filter(Number.isFinite) };
    const { validation, isOpen } = judge.judgePairs({
      logRatios,
      controlLogRatios: upTo('control').filter(Number.isFinite),
      tests,
      blocks: judge.MOST_PAIRS,
      tolerancePercent: TOLERANCE_PERCENT,
      confidenceLevel: CONFIDENCE,
    });
    if (!isOpen || taken === judge.MOST_PAIRS) return { verdict: validation.verdict, taken };
  }
}
