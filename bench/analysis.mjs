// What it costs to look at histories: a series of 1,000 runs, one more run, and many series.
import { performance } from 'node:perf_hooks';
import { analyseSeries, ChangePointTracker } from '../dist/analysis/index.js';
import { createGenerator } from '../dist/statistics/core/random.js';
import { unchanged } from './analysis/noise.mjs';
import { conditions } from './support/conditions.mjs';

const { normal } = unchanged(createGenerator(1));

console.log(`${conditions('npm run bench:analysis')}\n`);
console.log('| what | time | processor time | aim |\n|---|---:|---:|---:|');
const thousand = seriesOf(1000);
row(
  'a series of 1,000 runs, the first',
  once(() => analyseSeries(thousand)),
  '',
);
row(
  'a series of 1,000 runs',
  often(() => analyseSeries(thousand), 30),
  '20 ms',
);
row(
  'a series of 30 runs',
  often(() => analyseSeries(thousand.slice(0, 30)), 300),
  '',
);
for (const before of [500, 5000]) {
  const tracker = new ChangePointTracker();
  for (const value of normal(before)) tracker.add(value);
  const [next] = normal(1);
  row(
    `one more run after ${before}, and its steps`,
    often(() => addTo(tracker, next), 100),
    '',
  );
}
row(
  '1,000 series of 100 runs',
  once(() => Array.from({ length: 1000 }, () => analyseSeries(seriesOf(100)))),
  '',
);

function addTo(tracker, value) {
  tracker.add(value);
  tracker.steps();
}

function seriesOf(count) {
  return normal(count).map((value, hour) => ({
    value: 0.001 * Math.exp(0.01 * value + (hour > count / 2 ? 0.05 : 0)),
    recordedAt: new Date(Date.UTC(2026, 0, 1, hour)).toISOString(),
    commit: `commit-${hour}`,
  }));
}

function once(action) {
  return often(action, 1, 0);
}

function often(action, times, before = 10) {
  for (let i = 0; i < before; i++) action();
  const cpu = process.cpuUsage();
  const start = performance.now();
  for (let i = 0; i < times; i++) action();
  const time = (performance.now() - start) / times;
  const { user, system } = process.cpuUsage(cpu);
  return [time, (user + system) / 1000 / times];
}

function row(what, [time, cpu], aim) {
  console.log(`| ${what} | ${time.toFixed(2)} ms | ${cpu.toFixed(2)} ms | ${aim} |`);
}
