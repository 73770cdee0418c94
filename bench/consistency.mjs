// Whether normalised results of one code agree where the machine does not: calm, loaded, and held back by a quota.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { median } from '../dist/statistics/core/median.js';
import { startLoad } from './detection/load.mjs';
import { conditions } from './support/conditions.mjs';
import { rotate } from './support/fresh-process.mjs';
import { makeQuota } from './support/quota.mjs';
import { table } from './support/table.mjs';

const MEASURE = fileURLToPath(new URL('./consistency/measure.mjs', import.meta.url));
const HALF_A_PROCESSOR = 0.5;
const AIM_PERCENT = 5;

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '3' } } });
const rounds = Number(values.rounds);
const quota = makeQuota(HALF_A_PROCESSOR);
if (typeof quota === 'string') console.log(`Half a processor: not measured, because ${quota}.`);

const states = {
  calm: measure,
  'one busy process a processor': async () => {
    const stop = startLoad('steady');
    try {
      return await measure();
    } finally {
      stop();
    }
  },
  ...(typeof quota !== 'string' && { 'half a processor': () => measure(quota) }),
};

console.log(`## Consistency\n\n${conditions('npm run bench:consistency')}\n`);
const measured = Object.fromEntries(Object.keys(states).map((name) => [name, []]));
try {
  for (let round = 0; round < rounds; round++) {
    for (const [name, measureIn] of rotate(Object.entries(states), round)) measured[name].push(await measureIn());
  }
} finally {
  if (typeof quota !== 'string') quota.remove();
}
console.log(tableOf(measured));

async function measure(place) {
  const child = spawn(process.execPath, [MEASURE], { stdio: ['pipe', 'pipe', 'inherit'] });
  place?.enter(child.pid);
  child.stdin.end('begin\n');
  const [output, [exitCode]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  if (exitCode !== 0) throw new Error(`measuring ended with exit code ${exitCode}`);
  return JSON.parse(output);
}

// Medians of the rounds, as multiples of the calm ones.
function tableOf(results) {
  const names = Object.keys(results);
  const workloads = Object.keys(results[names[0]][0].figures);
  const cells = (figureOf) => {
    const values = names.map((name) => median(results[name].map(figureOf)));
    const spread = 100 * (Math.max(...values) / Math.min(...values) - 1);
    return { spread, cells: [...values.map((value) => (value / values[0]).toFixed(3)), `${spread.toFixed(1)} %`] };
  };
  const parts = ['median', 'estimate'].map((figure) => {
    const rows = workloads.map((name) => [name, cells(({ figures, factor }) => figures[name][figure] / factor)]);
    const spreads = rows.map(([, { spread }]) => spread);
    const within = spreads.filter((spread) => spread < AIM_PERCENT).length;
    return [
      table(
        [`normalised ${figure}`, ...names, 'spread'],
        rows.map(([name, { cells }]) => [name, ...cells]),
      ),
      `Below ${AIM_PERCENT} %: ${within} of ${workloads.length}; median of the spreads ${median(spreads).toFixed(1)} %.`,
    ].join('\n\n');
  });
  const factor = table(['the factor itself', ...names, 'spread'], [['factor', ...cells(({ factor }) => factor).cells]]);
  return [...parts, factor].join('\n\n');
}
