// How often steps are shown where there are none, how soon where there are some, and how well they agree with what people
// and other detectors marked (docs/analysis.md). The public series are no part of the repository: they are read from
// ../shared/data, or from what --data names.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { analyseSeries, ChangePointTracker, changePoints } from '../dist/analysis/index.js';
import { createGenerator } from '../dist/statistics/core/random.js';
import { covering, f1 } from './analysis/agreement.mjs';
import { unchanged } from './analysis/noise.mjs';
import { conditions } from './support/conditions.mjs';

const { values: flags } = parseArgs({
  options: {
    data: { type: 'string', default: join(import.meta.dirname, '..', '..', 'shared', 'data') },
    runs: { type: 'string', default: '100000' },
    online: { type: 'string', default: '10000' },
  },
});

console.log(`${conditions('npm run bench:change-points')}\n`);
agreeWithPeople();
agreeWithDetectors();
falseSteps();
everShown();
power();
drift();

/** Series that people marked. */
function agreeWithPeople() {
  const data = read('cpd_tcpd_human_annotated.json');
  if (data === null) return;
  // What other methods were given: one dimension, no missing values.
  const series = Object.entries(data.series).filter(
    ([, { n_dim: dimensions, series: values }]) => dimensions === 1 && !values[0].includes(null),
  );
  let [sumOfF1, sumOfCovering] = [0, 0];
  for (const [, { series: values, annotations }] of series) {
    const people = Object.values(annotations);
    const found = changePoints(values[0]).map(({ index }) => index);
    sumOfF1 += f1(people, found);
    sumOfCovering += covering(people, found, values[0].length);
  }
  const mean = (sum) => (sum / series.length).toFixed(3);
  console.log(`\n### What people marked (Turing Change Point Dataset, ${series.length} series)\n`);
  console.log(`F1 ${mean(sumOfF1)}, covering ${mean(sumOfCovering)}`);
}

/** Series of performance tests with the accepted answers of other detectors. */
function agreeWithDetectors() {
  const data = read('cpd_perf_reference.json');
  if (data === null) return;
  console.log('\n### Accepted answers of other detectors\n\n| series | expected | found |\n|---|---|---|');
  const row = (name, expected, values) => {
    const found = changePoints(values.every((value) => value > 0) ? values.map(Math.log) : values);
    console.log(`| ${name} | ${expected} | ${found.map(({ index }) => index).join(', ') || 'none'} |`);
  };
  for (const { name, value, expected_index: expected } of data.mozilla_graphserver) {
    row(`Mozilla ${name}`, expected.join(', ') || 'none', value);
  }
  for (const { name, value, expected_count_of_change_points: expected } of data.mongodb) {
    row(`MongoDB ${name}`, expected === undefined ? 'not stated' : `${expected} of them`, value);
  }
  for (const [name, { value }] of Object.entries(data.tigerbeetle.metrics)) {
    row(`Tigerbeetle ${name}`, name === 'load_accepted' ? '15-16, 71, 95-97' : 'not stated', value);
  }
}

/** Steps in what never changes, at the end of each history. */
function falseSteps() {
  console.log(`\n### False steps in 1,000 unchanged runs (${flags.runs} runs each)\n`);
  console.log('| noise | histories of 30 | of 100 | of 300 |\n|---|---:|---:|---:|');
  const kinds = unchanged(createGenerator(20_261_130));
  for (const [kind, series] of Object.entries(kinds)) {
    const cells = [30, 100, 300].map((length) => {
      const histories = Math.round(Number(flags.runs) / length);
      let steps = 0;
      for (let i = 0; i < histories; i++) steps += changePoints(series(length)).length;
      return ((1000 * steps) / histories / length).toFixed(3);
    });
    console.log(`| ${kind} | ${cells.join(' | ')} |`);
  }
}

/** The same where somebody looks after every run, and each step that was ever shown counts. */
function everShown() {
  console.log(`\n### The same with a look after every run (${flags.online} runs each, histories of 100)\n`);
  console.log('| noise | ever shown in 1,000 runs |\n|---|---:|');
  const kinds = unchanged(createGenerator(17));
  for (const [kind, series] of Object.entries(kinds)) {
    const histories = Math.round(Number(flags.online) / 100);
    let shown = 0;
    for (let i = 0; i < histories; i++) shown += shownIn(series(100));
    console.log(`| ${kind} | ${((10 * shown) / histories).toFixed(2)} |`);
  }
}

function shownIn(values) {
  const tracker = new ChangePointTracker();
  const seen = [];
  for (const value of values) {
    tracker.add(value);
    for (const { index } of tracker.steps()) if (!seen.some((place) => Math.abs(place - index) <= 5)) seen.push(index);
  }
  return seen.length;
}

/** How many runs it takes until a step is seen. */
function power() {
  console.log('\n### Steps seen within so many runs, of 200, after 50 runs\n');
  console.log('| size in standard deviations | 6 | 8 | 12 | 20 | 30 | 50 |\n|---|---:|---:|---:|---:|---:|---:|');
  const { normal } = unchanged(createGenerator(3));
  for (const size of [1, 2, 3, 5, 10]) {
    const cells = [6, 8, 12, 20, 30, 50].map((after) => {
      let seen = 0;
      for (let i = 0; i < 200; i++) {
        const values = normal(50 + after).map((value, run) => (run < 50 ? value : value + size));
        if (changePoints(values).some(({ index }) => Math.abs(index - 50) <= 5)) seen++;
      }
      return `${seen / 2} %`;
    });
    console.log(`| ${size} | ${cells.join(' | ')} |`);
  }
}

/** Slow drift over 50 runs. */
function drift() {
  console.log('\n### Drift of 0.2 % a run over 50 runs (2,000 series each)\n');
  console.log('| spread of the runs | found | found where there is none |\n|---|---:|---:|');
  const kinds = unchanged(createGenerator(8));
  for (const spread of [0.01, 0.02, 0.03, 0.05]) {
    const share = (slope) => {
      let found = 0;
      for (let i = 0; i < 2000; i++) {
        const values = kinds.normal(50).map((value, run) => Math.exp(spread * value + slope * run));
        if (analyseSeries(daily(values)).trend?.isDrifting) found++;
      }
      return `${(found / 20).toFixed(2)} %`;
    };
    console.log(`| ${100 * spread} % | ${share(Math.log(1.002))} | ${share(0)} |`);
  }
}

function daily(values) {
  return values.map((value, day) => ({
    value,
    recordedAt: new Date(Date.UTC(2026, 0, 1 + day)).toISOString(),
    commit: null,
  }));
}

/** A file of public series; null where there is none, which is said. */
function read(name) {
  const path = join(flags.data, name);
  if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8').replace(/\bNaN\b/g, 'null'));
  console.log(`\n${path} is not there, so what it holds was not looked at: --data names its directory.`);
  return null;
}
