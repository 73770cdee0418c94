// The report of a made-up suite, as large as is wanted.
import { EnvironmentDetector } from '../../dist/environment/environment-detector.js';
import { packageVersion } from '../../dist/framework/result/version.js';
import { significant } from '../../dist/measure/clock.js';
import { createGenerator } from '../../dist/statistics/core/random.js';
import { summarize } from '../../dist/statistics/core/summarize.js';
import { madeUpSamples, SAMPLES, testNameOf } from '../overhead/made-up.mjs';

const PROCESSES = 5;
const CONTROLS = 20;

const environment = await new EnvironmentDetector().getEnvironmentContext();

/** The report of a made-up suite of so many tests. */
export function suite(tests) {
  const results = Array.from({ length: tests }, (_, test) => result(test));
  const counts = { passed: tests, regressions: 0, improvements: 0, inconclusive: 0, withoutBaseline: 0 };
  const none = { incomparable: 0, failed: 0, skipped: 0, todo: 0, notStored: 0, gateChanges: 0 };
  return {
    schemaVersion: 1,
    evenkeelVersion: packageVersion(),
    environment,
    startedAt: environment.timestamp,
    duration: 60,
    results,
    comparisons: [],
    failures: [],
    skipped: [],
    gateChanges: [],
    warnings: [],
    summary: { total: tests, ...counts, ...none, interrupted: false, exitCode: 0 },
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
    evidence: { decidedBy: 'history', suspicions: [], withoutPairs: null },
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
