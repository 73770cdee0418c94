// What the plug-ins for test runners cost a suite without performance tests: the same suite with and without, in turn, in
// processor time, which hardly feels what else a machine is doing.
import { parseArgs } from 'node:util';
import { orderStatistics } from './integrations/order-statistics.mjs';
import { processorSeconds } from './integrations/processor-seconds.mjs';
import { makeSuite } from './integrations/suite.mjs';
import { conditions } from './support/conditions.mjs';
import { table } from './support/table.mjs';

const LIMIT = 0.02;
const RUNNERS = ['vitest', 'jest', 'node-test'];
const { values: flags } = parseArgs({
  options: {
    pairs: { type: 'string', default: '30' },
    // Fewer pairs where these are over.
    minutes: { type: 'string', default: '30' },
    runners: { type: 'string', default: RUNNERS.join() },
  },
});
const pairs = Number(flags.pairs);
const seconds = 60 * Number(flags.minutes);

console.log(`# Integrations\n\n${conditions('npm run bench:integrations')}`);
console.log(
  `- up to ${pairs} pairs of runs in turn, processor time of all processes; interval of the median by order statistics\n`,
);
const rows = flags.runners.split(',').map((runner) => rowOf(runner));
console.log(table(['runner', 'pairs', 'without', 'overhead (median)', 'interval, 95 %', 'below 2 %'], rows));

function rowOf(runner) {
  const suite = makeSuite(runner);
  try {
    const run = (name) => processorSeconds(suite.commands[name], suite.directory);
    run('with');
    run('without');
    const times = [];
    const ratios = [];
    for (const end = performance.now() + 1000 * seconds; ratios.length < pairs && performance.now() < end; ) {
      const order = ratios.length % 2 === 0 ? ['with', 'without'] : ['without', 'with'];
      const took = Object.fromEntries(order.map((name) => [name, run(name)]));
      times.push(took.without);
      ratios.push(took.with / took.without - 1);
    }
    const { middle, low, high } = orderStatistics(ratios, 0.95);
    const verdict = high < LIMIT ? 'yes' : low > LIMIT ? 'no' : 'cannot tell';
    const without = `${orderStatistics(times, 0.95).middle.toFixed(2)} s`;
    return [
      suite.what,
      String(ratios.length),
      without,
      percent(middle),
      `${percent(low)} to ${percent(high)}`,
      verdict,
    ];
  } finally {
    suite.remove();
  }
}

function percent(ratio) {
  return `${ratio < 0 ? '−' : '+'}${Math.abs(100 * ratio).toFixed(2)} %`;
}
