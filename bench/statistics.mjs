// What the statistics cost, beside other libraries that have the same, in one run.
import { parseArgs } from 'node:util';
import { median } from '../dist/statistics/core/median.js';
import { normalQuantile } from '../dist/statistics/core/normal.js';
import { createGenerator } from '../dist/statistics/core/random.js';
import { cases, distributionCases } from './statistics/cases.mjs';
import { timeInSciPy } from './statistics/scipy.mjs';
import { conditions } from './support/conditions.mjs';

const LIBRARIES = ['ours', 'stdlib', 'simple'];
const { values: flags } = parseArgs({
  options: { seconds: { type: 'string', default: '0.3' }, only: { type: 'string', default: '' } },
});
const budget = Number(flags.seconds);
const isWanted = ({ name }) => name.includes(flags.only);

console.log(`${conditions('npm run bench:statistics')}\n`);
for (const size of [100, 10_000])
  printTable(`${size.toLocaleString('en')} samples a side`, cases.filter(isWanted), size);
printTable('Distributions', distributionCases.filter(isWanted), 1);
printMillion();

function printTable(title, chosen, size) {
  const [a, b] = [drawSamples(size, 1), drawSamples(size, 2)];
  const expressions = chosen.map(({ python, pythonUpTo = size }) => (size <= pythonUpTo ? (python ?? null) : null));
  const scipy = timeInSciPy(expressions, a, b, budget);
  const scipyName = scipy === null ? 'SciPy (not found)' : `SciPy ${scipy.version}`;
  console.log(`\n### ${title}\n\nMedian time of a call.\n`);
  console.log(
    `| function | evenkeel | @stdlib | simple-statistics | ${scipyName} | aim |\n|---|---:|---:|---:|---:|---:|`,
  );
  for (const [index, one] of chosen.entries()) {
    const times = LIBRARIES.map((library) => (one[library] ? microseconds(timeOf(one[library], a, b)) : ''));
    const python = scipy?.seconds[index] ? microseconds(scipy.seconds[index]) : '';
    const aim = one.aim && size === 100 ? `< ${microseconds(one.aim * 1e-6)}` : '';
    console.log(`| ${one.name} | ${[...times, python, aim].join(' | ')} |`);
  }
}

/** How the time grows: one call each with a million samples. */
function printMillion() {
  const [a, b] = [drawSamples(1_000_000, 1), drawSamples(1_000_000, 2)];
  console.log('\n### 1,000,000 samples a side\n\n| function | evenkeel, one call |\n|---|---:|');
  for (const { name, ours } of cases.filter((one) => isWanted(one) && !one.upTo)) {
    const started = process.hrtime.bigint();
    ours(a, b);
    console.log(`| ${name} | ${microseconds(Number(process.hrtime.bigint() - started) / 1e9)} |`);
  }
}

/** Median seconds per call, over rounds of about a millisecond each. */
function timeOf(run, a, b) {
  let calls = 1;
  while (round(run, a, b, calls) * calls < 1e-3 && calls < 1e6) calls *= 2;
  const times = [];
  const end = process.hrtime.bigint() + BigInt(Math.round(budget * 1e9));
  while (process.hrtime.bigint() < end || times.length < 3) times.push(round(run, a, b, calls));
  return median(times);
}

function round(run, a, b, calls) {
  const started = process.hrtime.bigint();
  for (let call = 0; call < calls; call++) run(a, b);
  return Number(process.hrtime.bigint() - started) / 1e9 / calls;
}

function drawSamples(count, seed) {
  const generator = createGenerator(seed);
  return Array.from({ length: count }, () => Math.exp(0.1 * normalQuantile(generator() + 2 ** -33)));
}

function microseconds(seconds) {
  const value = seconds * 1e6;
  if (seconds >= 1) return `${seconds.toPrecision(3)} s`;
  return value >= 1000 ? `${(value / 1000).toPrecision(3)} ms` : `${value.toPrecision(3)} µs`;
}
