// What the judge of ingested figures makes of recorded histories, and of the same histories with the newest run made dearer.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { judgeMetric } from '../../dist/judge/metrics/judge-metric.js';
import { TIME } from '../../dist/model/metric.js';
import { median } from '../../dist/statistics/core/median.js';
import { table } from '../support/table.mjs';

const KEPT_RUNS = 30;
const CHANGES = [1, 1.05, 1.1, 1.25];
const HISTORIES = [
  ['1 run', 1, 1],
  ['2 to 5', 2, 5],
  ['6 to 11', 6, 11],
  ['12 and more', 12, KEPT_RUNS],
];

const SOURCES = [
  {
    name: 'Go bent, the same code every day (20 to 25 processes a day)',
    file: 'go_bent_daily_aa.json',
    evidence: 'processes',
    processes: 20,
    series: ({ benchmarks }) =>
      Object.values(benchmarks).map(({ base }) =>
        Object.entries(base)
          .sort()
          .map(([, values]) => median(values)),
      ),
  },
  {
    name: 'JMH forks of the same code, one a run',
    file: 'aa_jmh_fork_summaries.json',
    evidence: 'samples',
    series: ({ benchmarks }) => Object.values(benchmarks).map(({ forks }) => forks.map(([, middle]) => middle)),
  },
  {
    name: 'JMH forks of the same code, two a run',
    file: 'aa_jmh_fork_summaries.json',
    evidence: 'processes',
    processes: 2,
    series: ({ benchmarks }) =>
      Object.values(benchmarks).map(({ forks }) =>
        forks.flatMap(([, middle], i) => (i % 2 === 1 ? [(middle + forks[i - 1][1]) / 2] : [])),
      ),
  },
  {
    name: 'enso, runs of a commit that was measured before (a summary a run, after a real history)',
    file: 'ci_enso_jmh_history.json',
    evidence: 'summary',
    series: ({ engine: { series } }) => Object.values(series),
    // Real changes were accepted as they came; only the second run of a commit is unchanged code for sure.
    isUnchanged: ({ engine: { runs } }) => runs.commit.map((commit, i) => commit === runs.commit[i - 1]),
  },
];

/** @param directory with the recorded histories. */
export function errorRates(directory) {
  for (const { name, file, evidence, processes = 1, series, isUnchanged } of SOURCES) {
    const content = JSON.parse(readFileSync(join(directory, file), 'utf8'));
    const all = series(content);
    const counted = isUnchanged?.(content);
    const counts = HISTORIES.map(() => CHANGES.map(() => ({ verdicts: 0, regressions: 0, inconclusive: 0 })));
    for (const values of all) tally(counts, values, { evidence, processes }, counted);
    console.log(`\n${name}: ${all.length} series`);
    const rows = HISTORIES.map(([label], i) => [label, ...counts[i].flatMap(cells)]);
    console.log(table(['history', 'verdicts', 'unchanged', 'inconclusive', '+5 %', '+10 %', '+25 %'], rows));
  }
}

function cells({ verdicts, regressions, inconclusive }, at) {
  const share = verdicts === 0 ? '–' : `${((100 * regressions) / verdicts).toFixed(1)} %`;
  return at === 0 ? [String(verdicts), `${regressions} (${share})`, String(inconclusive)] : [share];
}

function tally(counts, values, evidence, counted) {
  const history = [];
  for (const [place, value] of values.entries()) {
    if (!(value > 0)) continue;
    const kept = history.slice(-KEPT_RUNS);
    const at = HISTORIES.findIndex(([, least, most]) => kept.length >= least && kept.length <= most);
    let verdict = 'pass';
    if (at >= 0 && counted?.[place] !== false) {
      CHANGES.forEach((factor, i) => {
        const judged = judge(kept, value * factor, evidence);
        const count = counts[at][i];
        count.verdicts++;
        if (judged === 'regression') count.regressions++;
        if (judged === 'inconclusive') count.inconclusive++;
        if (i === 0) verdict = judged;
      });
    }
    if (verdict !== 'regression') history.push({ value, decayFactor: 0.9 });
  }
}

function judge(history, value, evidence) {
  const given = { metric: TIME, history, incomparable: [], value, ...evidence, thresholdFactor: 1.2 };
  return judgeMetric({ ...given, statisticalMethod: 'robust', confidenceLevel: 0.95 }).validation.verdict;
}
