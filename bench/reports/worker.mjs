// Renders a large made-up suite once, in this fresh process, and answers what that cost.
import { EnvironmentDetector } from '../../dist/environment/environment-detector.js';
import { packageVersion } from '../../dist/framework/result/version.js';
import { significant } from '../../dist/measure/clock.js';
import { renderDocument } from '../../dist/report/documents/document.js';
import { entriesOfRun } from '../../dist/report/documents/entry.js';
import { renderJson, runJson } from '../../dist/report/json.js';
import { parseReport } from '../../dist/report/parse-report.js';
import { createGenerator } from '../../dist/statistics/core/random.js';
import { summarize } from '../../dist/statistics/core/summarize.js';
import { madeUpSamples, SAMPLES, testNameOf } from '../overhead/made-up.mjs';

const PROCESSES = 5;
const CONTROLS = 20;
const [format, count] = process.argv.slice(2);

const environment = await new EnvironmentDetector().getEnvironmentContext();
await parseReport(renderJson(suite(2)), 'the made-up suite');
const report = suite(Number(count));
globalThis.gc();
const before = process.memoryUsage.rss();
const started = process.cpuUsage();
const startedAt = performance.now();
let bytes = 0;
let most = before;
let written = 0;
for (const piece of pieces()) {
  bytes += Buffer.byteLength(piece);
  // Asking takes longer than rendering a test.
  if (written++ % 100 === 0) most = Math.max(most, process.memoryUsage.rss());
}
most = Math.max(most, process.memoryUsage.rss());
const { user, system } = process.cpuUsage(started);
const seconds = (performance.now() - startedAt) / 1000;
const native = format === 'json' ? nativeSeconds() : null;
console.log(JSON.stringify({ seconds, native, cpu: (user + system) / 1e6, bytes, grown: most - before }));

// The same results by V8 alone: on one line each, with their keys in no order.
function nativeSeconds() {
  globalThis.gc();
  const startedAt = performance.now();
  for (const result of report.results) Buffer.byteLength(JSON.stringify(result));
  return (performance.now() - startedAt) / 1000;
}

function pieces() {
  return format === 'json' ? runJson(report) : [renderDocument(format, entriesOfRun(report))];
}

function suite(tests) {
  const results = Array.from({ length: tests }, (_, test) => result(test));
  const counts = { passed: tests, regressions: 0, improvements: 0, inconclusive: 0, withoutBaseline: 0 };
  return {
    schemaVersion: 1,
    evenkeelVersion: packageVersion(),
    environment,
    startedAt: environment.timestamp,
    duration: 60,
    results,
    comparisons: [],
    failures: [],
    warnings: [],
    summary: { total: tests, ...counts, incomparable: 0, failed: 0, notStored: 0, interrupted: false, exitCode: 0 },
  };
}

// One in a hundred got slower, and one in ten has a warning.
function result(test) {
  const random = createGenerator(test);
  const base = 10 ** (-6 + (test % 40) / 10);
  const processes = Array.from({ length: PROCESSES }, (_, round) => measurement(round, base, random));
  const samples = processes.flatMap((process) => process.samples);
  const isSlow = test % 100 === 0;
  return {
    testName: testNameOf(test),
    baselineKey: testNameOf(test),
    file: `bench/file-${Math.floor(test / 50)}.perf.ts`,
    method: 'fresh_processes',
    samples,
    statistics: summarize(samples),
    estimate: base,
    change: { percent: isSlow ? 12 : 0.3, interval: [-1.2, 13.4] },
    validation: {
      isValid: !isSlow,
      verdict: isSlow ? 'regression' : 'pass',
      message: isSlow ? '12.0 % slower than the baseline, beyond the margin of 4.1 %.' : 'No slower than the baseline.',
      confidenceLevel: 0.97,
      testStatistic: 0.4,
      pValue: 0.35,
      validationMethod: 'run_history_robust',
      minimumDetectableChangePercent: 6.2,
      warnings: test % 10 === 0 ? ['Measuring takes 6.0 % of a sample: do more work in a call.'] : [],
    },
    environmentContext: environment,
    views: [],
    thresholds: { lowerBound: base, upperBound: base, baselineMedian: base, adaptiveFactor: 1, calculationMethod: 'x' },
    processes,
    recording: { state: 'recorded' },
    timestamp: environment.timestamp,
  };
}

function measurement(round, base, random) {
  return {
    round,
    position: 0,
    startedAt: environment.timestamp,
    callsPerSample: 128,
    timingShare: 0.001,
    cpuTime: base,
    controlCpuTime: 2.5e-4,
    interruptions: 0.01,
    samples: significant(madeUpSamples(SAMPLES, base, random)),
    control: significant(madeUpSamples(CONTROLS, 2.5e-4, random)),
    location: base,
    emptyCall: 1e-9,
    collectedGarbage: true,
    stoppedEarly: null,
    resources: environment.resourceConstraints,
  };
}
