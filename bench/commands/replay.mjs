// What the judge makes of recorded pairs of commands, by how many runs make a pair and by what of them is looked at.
import { readFileSync } from 'node:fs';
import { commandEvidence } from '../../dist/framework/compare/command-evidence.js';
import { MOST_PAIRS } from '../../dist/judge/constants.js';
import { plannedLooks } from '../../dist/judge/revisions/looks.js';
import { judgePairs } from '../../dist/judge/revisions/pairs.js';
import { median } from '../../dist/statistics/core/median.js';
import { createGenerator } from '../../dist/statistics/core/random.js';
import { standardDeviation } from '../../dist/statistics/core/standard-deviation.js';
import { shareInWords } from '../detection/intervals.mjs';
import { table } from '../support/table.mjs';

const least = (values) => Math.min(...values);
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
const lowEnd = (look) => (blocks) => ({
  lowEnd: blocks.map(({ base, head }) => Math.log(look(walls(head)) / look(walls(base)))),
  cpuTime: [],
});
const walls = (runs) => runs.map(({ wall }) => wall);

/** What is looked at: the evidence of pairs. The last one is what `compare` and `run` go by. */
const LOOKS = {
  'median time': lowEnd(median),
  'lowest time': lowEnd(least),
  'as it is': (blocks) => commandEvidence(blocks).logRatios,
};
const RUNS = [2, 4, 10];
// Tests that share the error budget.
const TESTS = 4;

/** A table of verdicts on drawn sequences of recorded pairs. */
export function replay(files, { trials, seed }) {
  const lines = files.flatMap((file) => readFileSync(file, 'utf8').trim().split('\n')).map((line) => JSON.parse(line));
  const kinds = new Map();
  for (const line of lines) {
    const key = `${line.workload}\t${line.percent}`;
    kinds.set(key, [...(kinds.get(key) ?? []), line]);
  }
  const random = createGenerator(seed);
  const rows = [];
  for (const [key, own] of [...kinds].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const [workload, percent] = key.split('\t');
    for (const runs of RUNS) {
      const pairs = own.flatMap(({ cycles }) => pairsOf(cycles, runs / 2));
      for (const [name, look] of Object.entries(LOOKS)) {
        const ends = Array.from({ length: trials }, () => trial(pairs, look, { random, isUnchanged: percent === '0' }));
        const share = (verdict) => ends.filter((end) => end.verdict === verdict).length;
        rows.push([
          `${workload}, ${percent === '0' ? 'unchanged' : `+${percent} %`}`,
          String(runs),
          name,
          shareInWords(share('regression'), trials),
          shareInWords(share('inconclusive'), trials),
          mean(ends.map(({ taken }) => taken)).toFixed(1),
          scatterOf(look(pairs)),
          String(pairs.length),
        ]);
      }
    }
  }
  const loads = lines.flatMap(({ load, loadAtEnd }) => [load, loadAtEnd]);
  return [
    table(['command', 'runs a side', 'look', 'regression', 'inconclusive', 'pairs', 'deviation', 'drawn from'], rows),
    `Seed ${seed}, ${trials} trials a row, ${TESTS} tests share the error budget. Recorded ${lines[0].at} to ${lines.at(-1).at}, load average ${least(loads).toFixed(1)} to ${Math.max(...loads).toFixed(1)}.`,
  ].join('\n\n');
}

/** Standard deviations of a pair, by time and by what processor time adds to it. */
function scatterOf(ratios) {
  const known = Object.values(ratios).filter((each) => each.length > 0);
  return known.map((each) => `${(100 * standardDeviation(each)).toFixed(1)} %`).join(', ');
}

/** Pairs of so many cycles, each of two runs of either side. */
function pairsOf(cycles, size) {
  const runOf = ([wall, cpu]) => ({ wall, user: cpu, system: 0 });
  return Array.from({ length: Math.floor(cycles.length / size) }, (_, i) => {
    const own = cycles.slice(i * size, (i + 1) * size);
    return { base: own.flatMap(({ base }) => base.map(runOf)), head: own.flatMap(({ head }) => head.map(runOf)) };
  });
}

/** Draws pairs until the judge has decided. The sides of unchanged code are exchangeable, so they change places by chance. */
function trial(pairs, look, { random, isUnchanged }) {
  const drawn = [];
  let judgement;
  for (const count of plannedLooks(MOST_PAIRS)) {
    while (drawn.length < count) {
      const { base, head } = pairs[Math.floor(random() * pairs.length)];
      drawn.push(isUnchanged && random() < 0.5 ? { base: head, head: base } : { base, head });
    }
    judgement = judgePairs({
      ...{ logRatios: look(drawn), controlLogRatios: [], tests: TESTS, blocks: MOST_PAIRS },
      ...{ tolerancePercent: 2, confidenceLevel: 0.95 },
    });
    if (!judgement.isOpen) break;
  }
  return { verdict: judgement.validation.verdict, taken: drawn.length };
}
