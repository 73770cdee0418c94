import { MOST_PAIRS } from '../../dist/judge/constants.js';
import { plannedLooks } from '../../dist/judge/revisions/looks.js';
import { judgePairs } from '../../dist/judge/revisions/pairs.js';
import { createGenerator } from '../../dist/statistics/random.js';
import { standardDeviation } from '../../dist/statistics/standard-deviation.js';
import { table } from '../support/table.mjs';
import { percentInWords, shareInWords } from './intervals.mjs';

const CHANGES = [1, 1.03, 1.05, 1.1];
const LOOKS = plannedLooks(MOST_PAIRS);
const CONFIDENCE = 0.95;
const TOLERANCE_PERCENT = 2;

/**
 * Draws sequences of pairs from those that `compare-soak` recorded of unchanged code, workload by workload, each with a
 * random sign, because the sides of unchanged code are exchangeable; adds a change; and judges them as `compare` does,
 * look by look. Shows what the judge makes of these pairs, and nothing of what is rarer than they are.
 * @param tests of the suite, which share one error budget.
 */
export function resample(runs, { trials, seed, tests }) {
  const pools = poolsOf(runs);
  const random = createGenerator(seed);
  const rows = CHANGES.map((change) => {
    const outcomes = pools.flatMap((pool) =>
      Array.from({ length: trials }, () => trial(pool, Math.log(change), tests, random)),
    );
    const share = (verdict) => outcomes.filter((each) => each.verdict === verdict).length;
    return [
      change === 1 ? 'unchanged: false alarms' : `+${Math.round(100 * (change - 1))} %`,
      shareInWords(share('regression'), outcomes.length),
      percentInWords(share('inconclusive'), outcomes.length),
      percentInWords(share('improvement'), outcomes.length),
      (outcomes.reduce((sum, { taken }) => sum + taken, 0) / outcomes.length).toFixed(1),
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

function poolsOf(runs) {
  const pools = new Map();
  for (const { tests } of runs.filter(({ factor }) => factor === 1)) {
    for (const { name, logRatios } of tests) {
      const { lowEnd, cpuTime } = pools.get(name) ?? { lowEnd: [], cpuTime: [] };
      pools.set(name, { name, lowEnd: [...lowEnd, ...logRatios.lowEnd], cpuTime: [...cpuTime, ...logRatios.cpuTime] });
    }
  }
  return [...pools.values()];
}

function trial({ lowEnd, cpuTime }, change, tests, random) {
  const drawn = Array.from({ length: MOST_PAIRS }, () => {
    const i = Math.floor(random() * lowEnd.length);
    const sign = random() < 0.5 ? -1 : 1;
    return { lowEnd: sign * lowEnd[i] + change, cpuTime: sign * (cpuTime[i] ?? Number.NaN) + change };
  });
  for (const taken of LOOKS) {
    const upTo = (aspect) => drawn.slice(0, taken).map((pair) => pair[aspect]);
    const logRatios = { lowEnd: upTo('lowEnd'), cpuTime: upTo('cpuTime').filter(Number.isFinite) };
    const { validation, isOpen } = judgePairs({
      logRatios,
      controlLogRatios: [],
      tests,
      blocks: MOST_PAIRS,
      tolerancePercent: TOLERANCE_PERCENT,
      confidenceLevel: CONFIDENCE,
    });
    if (!isOpen || taken === MOST_PAIRS) return { verdict: validation.verdict, taken };
  }
}
