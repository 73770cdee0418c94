// One fresh process: how much memory something takes. Prints bytes.
import { createGenerator } from '../../dist/statistics/core/random.js';
import { ENVIRONMENT_KEY, madeUpSamples, SAMPLES, testNameOf } from './made-up.mjs';

const COPIES = 200;

const [what, ...args] = process.argv.slice(2);
const measures = { baselines, samples, buffers, environment };
console.log(JSON.stringify(await measures[what](...args)));

/** What stays in memory of a store that has been read from end to end, and the most that was in use meanwhile. */
async function baselines(directory, tests) {
  const { openSqliteStore } = await import('../../dist/baselines/sqlite/sqlite-store.js');
  const before = usedMemory();
  const store = await openSqliteStore({ directory });
  let most = 0;
  let history = [];
  for (let test = 0; test < Number(tests); test++) {
    history = await store.history({ testName: testNameOf(test), environmentKey: ENVIRONMENT_KEY });
    if (test % 100 === 0) most = Math.max(most, usedMemory() - before);
  }
  const { length: runs } = history;
  history = [];
  const kept = usedMemory() - before;
  await store.close();
  return { kept, most, runs };
}

/** What a measured test holds until it is judged: five processes, their samples and what belongs to them. */
async function samples() {
  const { measureFunction } = await import('../../dist/measure/measure-function.js');
  const options = { iterations: SAMPLES, warmupIterations: 0, maxDuration: 3 };
  const measurement = await measureFunction(
    { fn: () => 1, context: undefined, input: null, beforeEach: null },
    options,
  );
  const copy = () => Array.from({ length: 5 }, () => structuredClone(measurement));
  copy();
  return { kept: retainedBy(copy) };
}

/** What one call of each statistic allocates: the most that it can hold at once, since nothing is kept. */
async function buffers() {
  const { StatisticalValidator } = await import('../../dist/statistics/textbook/statistical-validator.js');
  const { summarize } = await import('../../dist/statistics/core/summarize.js');
  const validator = new StatisticalValidator();
  const random = createGenerator(1);
  const [before, after] = [madeUpSamples(5 * SAMPLES, 1e-4, random), madeUpSamples(5 * SAMPLES, 1e-4, random)];
  const calls = {
    summarize: () => summarize(after),
    robust: () => validator.validatePerformance(after, 5e-5, 2e-4, { method: 'robust' }),
    parametric: () => validator.validatePerformance(after, 5e-5, 2e-4, { method: 'parametric' }),
    bootstrap: () => validator.validatePerformance(after, 5e-5, 2e-4, { method: 'bootstrap' }),
    interval: () => validator.calculateConfidenceInterval(after),
    mann_whitney: () => validator.testRegression(before, after, { testType: 'mann_whitney' }),
    t_test: () => validator.testRegression(before, after, { testType: 't_test' }),
    ks_test: () => validator.testRegression(before, after, { testType: 'ks_test' }),
    isolation_forest: () => validator.detectOutliers(after, { method: 'isolation_forest' }),
  };
  const start = usedMemory();
  const allocated = Object.fromEntries(Object.entries(calls).map(([name, call]) => [name, allocatedBy(call)]));
  return { allocated, kept: usedMemory() - start };
}

/** The context that is kept for a session, with the detector that made it. */
async function environment() {
  const { Detection } = await import('../../dist/environment/detection.js');
  const make = async () => {
    const detection = new Detection();
    return { detection, context: await detection.getEnvironmentContext() };
  };
  await make();
  const before = usedMemory();
  const kept = [];
  for (let i = 0; i < COPIES; i++) kept.push(await make());
  return { kept: (usedMemory() - before) / kept.length };
}

function retainedBy(make) {
  const before = usedMemory();
  const kept = Array.from({ length: COPIES }, make);
  return (usedMemory() - before) / kept.length;
}

// Called once before, so that compiling it does not count.
function allocatedBy(call) {
  call();
  usedMemory();
  const before = process.memoryUsage();
  call();
  const after = process.memoryUsage();
  return after.heapUsed + after.external - before.heapUsed - before.external;
}

/** Bytes in use, after everything that is not needed has been collected. */
function usedMemory() {
  globalThis.gc();
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
