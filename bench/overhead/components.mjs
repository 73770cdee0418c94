import { PerformanceConfig } from '../../dist/config/performance-config.js';
import { KEPT_RUNS } from '../../dist/framework/store/run-recorder.js';
import { createGenerator } from '../../dist/statistics/core/random.js';
import { madeUpRun, madeUpSamples, SAMPLES } from './made-up.mjs';

const BASE = 1e-4;
const METHOD = 'fresh_processes';
const PLAN = { thresholdFactor: 1.2, tolerancePercent: 2, statisticalMethod: 'robust' };

/**
 * The components whose time the specification limits (Performance Requirements, 1). Each names the module it begins
 * with and makes the call that one test, or one session, costs. What is loaded here already is not part of `load`.
 */
export const components = {
  environment: {
    title: 'environment detection',
    limit: 1e-3,
    per: 'session',
    load: async () => {
      const { Detection } = await import('../../dist/environment/detection.js');
      return Detection;
    },
    // Calibration is counted apart: one process makes it, and those of the next day find it.
    prepare: (Detection) => () => new Detection().getEnvironmentContext(),
  },

  dependency: {
    title: 'dependency resolution, of one package',
    limit: 1e-4,
    per: 'module',
    load: () => import('../../dist/dependencies/dependency-resolver.js'),
    prepare: ({ DependencyResolver }) => {
      const resolver = new DependencyResolver();
      return () => resolver.resolveModule('picocolors');
    },
  },

  threshold: {
    title: `threshold calculation, ${KEPT_RUNS} runs`,
    limit: 1e-4,
    per: 'test',
    load: () => import('../../dist/judge/history/threshold-bounds.js'),
    prepare: ({ thresholdFor }) => {
      const runs = pastRuns();
      const history = runs.map((run) => ({ ...run, locations: run.processes.map(({ location }) => location) }));
      const current = runs.at(-1).estimate;
      return () => thresholdFor({ history, current, method: METHOD, falseAlarmRate: 0.01, ...PLAN });
    },
  },

  verdict: {
    title: `verdict against ${KEPT_RUNS} runs`,
    limit: 1e-3,
    per: 'test',
    load: () => import('../../dist/framework/result/judge-test.js'),
    // What is stored is read before a test is measured; that is counted among the store's operations.
    prepare: ({ judgeTest }) => {
      const runs = pastRuns();
      const looks = [runs.at(-1).processes.map(measurementOf)];
      const request = { method: METHOD, plan: PLAN, config: new PerformanceConfig(), looks };
      return () => judgeTest({ runs, incomparable: [] }, request);
    },
  },

  summary: {
    title: 'summary of 5 × 100 samples',
    limit: 1e-3,
    per: 'test',
    load: () => import('../../dist/statistics/core/summarize.js'),
    prepare: ({ summarize }) => {
      const samples = samplesOf(5 * SAMPLES);
      return () => summarize(samples);
    },
  },

  ...Object.fromEntries(
    ['robust', 'parametric', 'bootstrap'].map((method) => [
      `validate-${method}`,
      validatorComponent(`validatePerformance '${method}'`, (validator) => {
        const samples = samplesOf(SAMPLES);
        return () => validator.validatePerformance(samples, BASE / 2, BASE * 2, { method });
      }),
    ]),
  ),

  ...Object.fromEntries(
    ['mann_whitney', 't_test', 'ks_test'].map((testType) => [
      `test-${testType}`,
      validatorComponent(`testRegression '${testType}'`, (validator) => {
        const [before, after] = [samplesOf(SAMPLES), samplesOf(SAMPLES, 2)];
        return () => validator.testRegression(before, after, { testType });
      }),
    ]),
  ),
};

function validatorComponent(title, prepare) {
  return {
    title,
    limit: 1e-3,
    per: 'test',
    load: async () => {
      const { StatisticalValidator } = await import('../../dist/statistics/textbook/statistical-validator.js');
      return new StatisticalValidator();
    },
    prepare,
  };
}

function samplesOf(count, seed = 1) {
  return madeUpSamples(count, BASE, createGenerator(seed));
}

function pastRuns() {
  return Array.from({ length: KEPT_RUNS }, (_, i) => madeUpRun(1, i));
}

function measurementOf({ location, control, callsPerSample, position }, round) {
  return {
    round,
    position,
    startedAt: '2031-01-01T00:00:00.000Z',
    callsPerSample,
    samples: madeUpSamples(SAMPLES, location, createGenerator(round)),
    control: new Array(20).fill(control),
    location,
    emptyCall: 1e-9,
    timingShare: 1e-4,
    cpuTime: location,
    controlCpuTime: control,
    interruptions: 0.01,
    collectedGarbage: true,
    stoppedEarly: null,
  };
}
