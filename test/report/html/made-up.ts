// A suite as large as is wanted, with what is stored of it: every verdict, several metrics, pairs, accepted runs.

import { baselineFrom } from '../../../src/baselines/baseline.ts';
import type { RunRecord, SeriesKey } from '../../../src/model/baseline.ts';
import type { ProcessMeasurement } from '../../../src/model/measurement.ts';
import { ALLOCATED_BYTES, TIME } from '../../../src/model/metric.ts';
import type { PerformanceTestResult, RunReport } from '../../../src/model/result.ts';
import type { Verdict } from '../../../src/model/verdict.ts';
import type { PastOf, PastRuns } from '../../../src/report/html/page.ts';
import { sketchOf } from '../../../src/statistics/core/quantile-sketch.ts';
import { createGenerator } from '../../../src/statistics/core/random.ts';
import { byPairs, report, testResult, validation } from '../fixtures.ts';

const PROCESSES = 5;
const SAMPLES = 100;
const RUNS = 30;
const COMMITS = 24;

/** The full hash of a made-up commit. */
export function commit(number: number): string {
  return number.toString(16).padStart(4, '0').repeat(10);
}

/** What became of a test, by its number: most are unchanged. */
function verdictOf(test: number): Verdict {
  if (test % 33 === 2) return 'regression';
  if (test % 33 === 7) return 'improvement';
  if (test % 33 === 11) return 'inconclusive';
  return test % 50 === 13 ? 'no_baseline' : 'pass';
}

const CHANGES: Partial<Record<Verdict, readonly [percent: number, half: number]>> = {
  regression: [8.4, 2.1],
  improvement: [-11.2, 2.6],
  inconclusive: [4.1, 7.9],
  pass: [0.3, 1.4],
};

/** The run of a made-up suite. */
export function madeUpRun(tests: number): RunReport {
  const results = Array.from({ length: tests }, (_, test) => resultOf(test));
  return { ...report, results, environment: { ...report.environment, sessionId: 'this-run' } };
}

function resultOf(test: number): PerformanceTestResult {
  const verdict = verdictOf(test);
  const base = baseOf(test);
  const [percent, half] = CHANGES[verdict] ?? [0, 0];
  const median = base * (1 + percent / 100);
  const random = createGenerator(test + 1);
  const processes = Array.from({ length: PROCESSES }, (_, round) => processOf(round, median, random));
  const change = verdict === 'no_baseline' ? null : { percent, interval: [percent - half, percent + half] as const };
  const result = testResult({
    testName: `group ${test % 7} > does what test number ${test} is about`,
    file: `bench/file-${Math.floor(test / 20)}.perf.ts`,
    median,
    verdict,
    change,
    ...(verdict === 'regression' && { evidence: byPairs() }),
    ...(verdict === 'inconclusive' && {
      message: 'Too noisy to tell: a change of less than 14.6 % would not have been seen.',
    }),
    ...(verdict === 'regression' && {
      message: `${percent} % slower than the code of main (1a2b3c4), in 8 pairs of processes.`,
    }),
  });
  const { environmentContext, recording } = result;
  return {
    ...result,
    processes,
    samples: processes.flatMap(({ samples }) => samples),
    environmentContext: { ...environmentContext, sessionId: 'this-run' },
    ...(test % 33 === 2 && {
      metrics: [
        { ...TIME, value: median, evidence: 'processes', change, validation: result.validation, recording },
        {
          ...ALLOCATED_BYTES,
          value: 4096,
          evidence: 'exact',
          change: { percent: 0, interval: [0, 0] },
          validation: validation('pass', { message: 'It allocates as much as before.' }),
          recording,
        },
      ],
    }),
  };
}

function processOf(round: number, base: number, random: () => number): ProcessMeasurement {
  const samples = samplesAround(base * (1 + 0.01 * random()), random);
  return {
    round,
    position: 0,
    startedAt: report.startedAt,
    callsPerSample: 128,
    timingShare: 0.001,
    cpuTime: base,
    controlCpuTime: 2.5e-4,
    interruptions: 0.01,
    samples,
    control: [2.5e-4],
    location: base * (1 + 0.012 * random()),
    emptyCall: 1e-9,
    collectedGarbage: true,
    stoppedEarly: null,
  };
}

// A floor, noise of some percent above it, a warm-up, and now and then a burst.
function samplesAround(base: number, random: () => number): number[] {
  return Array.from({ length: SAMPLES }, (_, at) => {
    const burst = random() < 0.03 ? 1 + random() / 2 : 1;
    return Number((base * (1 - 0.03 * Math.log(1 - random()) + 0.1 * Math.exp(-at / 4)) * burst).toPrecision(6));
  });
}

function baseOf(test: number): number {
  return 10 ** (-6 + (test % 40) / 10);
}

const ACCEPTED = 12;
const SLOW = 21;
const UNDECIDED = 25;

/** What is stored of a made-up suite. */
export const madeUpPast: PastOf = async (key): Promise<PastRuns> => {
  const test = Number(/number (\d+)/.exec(key.testName)?.[1] ?? 0);
  if (verdictOf(test) === 'no_baseline') return { baseline: null, records: [] };
  const random = createGenerator(test + 7);
  const estimateOf = key.metric === undefined ? timeOf : () => 4096;
  const records = Array.from({ length: RUNS }, (_, at) =>
    recordOf(key, test, at, estimateOf(test, at, random), random),
  );
  return { baseline: baselineFrom(records), records };
};

function timeOf(test: number, at: number, random: () => number): number {
  const before = hasAccepted(test) && at < ACCEPTED ? 0.85 : 1;
  return baseOf(test) * before * (1 + 0.015 * random() + (at === SLOW ? 0.12 : 0));
}

function hasAccepted(test: number): boolean {
  return test % 5 === 2;
}

function statusOf(test: number, at: number): RunRecord['status'] {
  if (at === ACCEPTED && hasAccepted(test)) return 'accepted';
  if (at === SLOW) return 'regression';
  return at === UNDECIDED ? 'undecided' : 'recorded';
}

function recordOf(key: SeriesKey, test: number, at: number, estimate: number, random: () => number): RunRecord {
  return {
    ...key,
    runId: `run-${at}`,
    recordedAt: new Date(Date.UTC(2026, 1, 1 + at, 9)).toISOString(),
    method: 'fresh_processes',
    status: statusOf(test, at),
    estimate,
    decayFactor: 0.9,
    commit: commit(Math.min(at, COMMITS) + 1),
    branch: 'main',
    isDirty: false,
    processes: Array.from({ length: PROCESSES }, (_, position) => {
      const location = estimate * (1 + 0.01 * (random() - 0.4));
      const control = { control: 2.5e-4, controlCpuTime: null, cpuTime: null };
      return { location, ...control, callsPerSample: 128, position, sketch: sketchOf([location]) };
    }),
  };
}
