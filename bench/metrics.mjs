// Measures what functions allocate in many real processes, on unchanged code and with 1 % more, and says how often a verdict was
// wrong: npm run bench:metrics -- [runs of unchanged code, default 12] [runs with 1 % more, default 4]
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { createMemoryStore } from '../dist/baselines/memory-store.js';
import { PerformanceConfig } from '../dist/config/performance-config.js';
import { planTest } from '../dist/config/plan.js';
import { judgeMetrics } from '../dist/framework/metrics/judge-metrics.js';
import { measureMetricsOf } from '../dist/framework/suite/measure-metrics.js';
import { collectTests } from '../dist/measure/processes/collect-tests.js';
import { createWorkerPool } from '../dist/measure/processes/worker-process.js';

const [unchanged, changed] = [process.argv[2] ?? 12, process.argv[3] ?? 4].map(Number);
const path = fileURLToPath(new URL('./metrics/workloads.perf.mjs', import.meta.url));
const config = new PerformanceConfig();
const store = createMemoryStore();
const context = { environmentKey: 'bench', ciEnvironment: {} };
let runs = 0;

async function measure(scale) {
  const pool = createWorkerPool(undefined, { env: { EVENKEEL_BENCH_SCALE: String(scale) } });
  try {
    const file = { path, name: 'workloads.perf.mjs' };
    const collected = await collectTests(file, { pool, cacheDirectory: null, timeLimit: 60 });
    if ('failure' in collected) throw new Error(collected.failure.message);
    const tests = collected.tests.map((declaration) => ({
      declaration,
      file: file.name,
      load: collected.load,
      plan: planTest(declaration, config, { isCI: false }),
    }));
    const { measured, failures } = await measureMetricsOf(tests, { pool });
    for (const { testName, message } of failures.values()) throw new Error(`${testName}: ${message}`);
    return [...measured].map(([{ declaration }, { metrics }]) => ({ name: declaration.name, metrics }));
  } finally {
    pool.close();
  }
}

async function judge({ name, metrics }, isKept) {
  const place = {
    runId: `run ${runs}`,
    recordedAt: new Date(1.7e12 + runs * 1000).toISOString(),
    commit: null,
    branch: null,
    isDirty: null,
  };
  const tools = { store, context, config, policy: isKept ? { mode: 'record' } : { mode: 'none', reason: 'a try' } };
  const test = { baselineKey: name, method: 'fresh_processes', metrics };
  const [{ result, record }] = await judgeMetrics(test, place, tools);
  if (record !== null) await store.append([record]);
  return result;
}

const rows = new Map();
const rowOf = (name) => {
  if (!rows.has(name)) rows.set(name, { values: [], verdicts: 0, alarms: 0, improvements: 0, tries: 0, seen: 0 });
  return rows.get(name);
};
const start = performance.now();
for (let i = 0; i < unchanged; i++, runs++) {
  for (const each of await measure(1)) {
    const { value, validation } = await judge(each, true);
    const row = rowOf(each.name);
    row.values.push(value);
    if (i === 0) continue;
    row.verdicts++;
    if (validation.verdict === 'regression') row.alarms++;
    if (validation.verdict === 'improvement') row.improvements++;
  }
}
for (let i = 0; i < changed; i++, runs++) {
  for (const each of await measure(1.01)) {
    const { validation } = await judge(each, false);
    const row = rowOf(each.name);
    row.tries++;
    if (validation.verdict === 'regression') row.seen++;
  }
}

console.log(`Node ${process.version}, ${cpus()[0].model}, ${new Date().toISOString().slice(0, 10)}`);
console.log(
  `${unchanged} runs of unchanged code, ${changed} with 1 % more, three processes each, ${Math.round((performance.now() - start) / 1000)} s\n`,
);
console.log('| workload | bytes a call | spread of runs | false alarms | false improvements | +1 % seen |');
console.log('| --- | ---: | ---: | ---: | ---: | ---: |');
const sum = (of) => [...rows.values()].reduce((all, row) => all + row[of], 0);
for (const [name, { values, verdicts, alarms, improvements, tries, seen }] of rows) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted[sorted.length >> 1];
  const spread = (100 * (sorted.at(-1) - sorted[0])) / middle;
  console.log(
    `| ${name} | ${middle.toFixed(1)} | ${spread.toFixed(3)} % | ${alarms} of ${verdicts} | ${improvements} of ${verdicts} | ${seen} of ${tries} |`,
  );
}
console.log(
  `| all | | | ${sum('alarms')} of ${sum('verdicts')} | ${sum('improvements')} of ${sum('verdicts')} | ${sum('seen')} of ${sum('tries')} |`,
);
