// Measures the machine's speed and the workloads, a fresh process each, and prints
// `{factor, figures: {workload: {median, estimate}}}` as JSON. Waits for
// a line of input, so that it can be put where it is to be measured before it begins.
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PerformanceConfig } from '../../dist/config/performance-config.js';
import { EnvironmentDetector } from '../../dist/environment/environment-detector.js';
import { findFiles } from '../../dist/framework/suite/find-files.js';
import { planSuite } from '../../dist/framework/suite/plan-suite.js';
import { estimateOfProcesses } from '../../dist/judge/spread.js';
import { collectTests } from '../../dist/measure/processes/collect-tests.js';
import { measureTests } from '../../dist/measure/processes/measure-tests.js';
import { createWorkerPool } from '../../dist/measure/processes/worker-process.js';
import { median } from '../../dist/statistics/core/median.js';

const WORKLOADS = fileURLToPath(new URL('../detection/workloads', import.meta.url));
// Neither those that throw dice nor those that wait.
const CALM = ['numbers', 'text', 'memory'].map((name) => `${name}.perf.mjs`);

await once(process.stdin, 'data');
process.stdin.destroy();
const cacheDirectory = await mkdtemp(join(tmpdir(), 'evenkeel-consistency-'));
const pool = createWorkerPool();
try {
  const { factor } = await new EnvironmentDetector().measureBaselinePerformance({ anew: true });
  const collected = [];
  for (const file of await findFiles(CALM, WORKLOADS)) {
    collected.push(await collectTests(file, { pool, cacheDirectory, timeLimit: 60 }));
  }
  const options = { config: new PerformanceConfig(), isCI: false, overrides: {}, filter: null };
  const { tests } = planSuite(collected, options);
  const figures = {};
  for (const { test, processes } of await measureTests(tests, { pool })) {
    const { candidate } = processes;
    figures[test.declaration.name] = {
      median: median(candidate.flatMap(({ samples }) => samples)),
      estimate: estimateOfProcesses(candidate.map(({ location }) => location)),
    };
  }
  console.log(JSON.stringify({ factor, figures }));
} finally {
  pool.close();
  await rm(cacheDirectory, { recursive: true, force: true });
}
