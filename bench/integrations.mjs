// What the plug-ins for test runners cost a suite without performance tests: the same suite with evenkeel and without, in
// rounds. A third run of each round is without as well: what that seems to cost is how well this can tell.
import { parseArgs } from 'node:util';
import { runCost } from './integrations/run-cost.mjs';
import { signedRank } from './integrations/signed-rank.mjs';
import { makeSuite } from './integrations/suite.mjs';
import { conditions } from './support/conditions.mjs';
import { table } from './support/table.mjs';

const LIMIT = 0.02;
const RUNNERS = ['vitest', 'jest', 'node-test'];
const RUNS = ['without', 'with', 'control'];
const FEWEST = 6;
// Each run comes first, second and third as often, and after each other as often.
const ORDERS = [
  [0, 1, 2],
  [2, 1, 0],
  [1, 2, 0],
  [0, 2, 1],
  [2, 0, 1],
  [1, 0, 2],
].map((order) => order.map((i) => RUNS[i]));
const { values: flags } = parseArgs({
  options: {
    rounds: { type: 'string', default: '60' },
    // Fewer rounds of a runner where these are over, but as many as an interval needs.
    minutes: { type: 'string', default: '10' },
    runners: { type: 'string', default: RUNNERS.join() },
  },
});

console.log(`# Integrations\n\n${conditions('npm run bench:integrations')}`);
console.log(
  `- up to ${flags.rounds} rounds of three runs; medians by Hodges and Lehmann, with intervals of 95 % from the signed-rank test\n`,
);
const rows = flags.runners.split(',').map((runner) => rowOf(makeSuite(runner)));
const head = ['runner', 'rounds', 'without', 'overhead, processor time', 'control', 'below 2 %'];
console.log(table([...head, 'overhead, wall clock', 'control'], rows));

function rowOf(suite) {
  try {
    const rounds = measure(suite);
    const ratios = (ratio, unit) => signedRank(rounds.map((costs) => ratio(...RUNS.map((name) => costs[name][unit]))));
    const overhead = ratios(overheadOf, 'processor');
    const seconds = signedRank(rounds.map(({ without }) => without.processor)).middle;
    return [
      suite.what,
      String(rounds.length),
      `${seconds.toFixed(2)} s`,
      words(overhead),
      words(ratios(controlOf, 'processor')),
      verdict(overhead),
      words(ratios(overheadOf, 'wall')),
      words(ratios(controlOf, 'wall')),
    ];
  } finally {
    suite.remove();
  }
}

// Of a round: against both runs without, which differ in nothing.
function overheadOf(without, withIt, control) {
  return Math.log(withIt) - (Math.log(without) + Math.log(control)) / 2;
}

function controlOf(without, _withIt, control) {
  return Math.log(control / without);
}

function measure({ commands, directory }) {
  const run = (name) => runCost(commands[name], directory);
  for (const name of RUNS) run(name);
  const rounds = [];
  const end = performance.now() + 60_000 * Number(flags.minutes);
  while (rounds.length < Number(flags.rounds) && (rounds.length < FEWEST || performance.now() < end)) {
    const order = ORDERS[rounds.length % ORDERS.length];
    rounds.push(Object.fromEntries(order.map((name) => [name, run(name)])));
  }
  return rounds;
}

function verdict({ low, high }) {
  if (Math.expm1(high) < LIMIT) return 'yes';
  return Math.expm1(low) > LIMIT ? 'no' : 'cannot tell';
}

function words({ middle, low, high }) {
  return `${percent(middle)} [${percent(low)}, ${percent(high)}]`;
}

function percent(logRatio) {
  const ratio = Math.expm1(logRatio);
  return `${ratio < 0 ? '−' : '+'}${Math.abs(100 * ratio).toFixed(2)} %`;
}
