import { KEPT_RUNS } from '../../dist/framework/retention.js';
import { createGenerator } from '../../dist/statistics/random.js';
import { madeUpRun, madeUpSamples, SAMPLES } from './made-up.mjs';

const BASE = 1e-4;

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
    // Calibration is counted apart: it is measured once a process, and kept.
    prepare: async (Detection) => {
      await new Detection().measureBaselinePerformance();
      return () => new Detection().getEnvironmentContext();
    },
  },

  threshold: {
    title: `threshold calculation, ${KEPT_RUNS} runs`,
    limit: 1e-4,
    per: 'test',
    load: () => import('../../dist/judge/history.js'),
    prepare: ({ historyBounds }) => {
      const { history, current, rules } = historyCase();
      return () => historyBounds({ history, current, ...rules });
    },
  },

  verdict: {
    title: `verdict against ${KEPT_RUNS} runs`,
    limit: 1e-3,
    per: 'test',
    load: () => import('../../dist/judge/history.js'),
    prepare: ({ judgeAgainstHistory }) => {
      const { history, current, rules } = historyCase();
      const looks = [[current, current * 1.01, current * 0.99, current * 1.02, current]];
      return () => judgeAgainstHistory({ history, looks, incomparable: [], confidenceLevel: 0.95, ...rules });
    },
  },

  summary: {
    title: 'summary of 5 × 100 samples',
    limit: 1e-3,
    per: 'test',
    load: () => import('../../dist/statistics/summarize.js'),
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
      const { StatisticalValidator } = await import('../../dist/statistics/statistical-validator.js');
      return new StatisticalValidator();
    },
    prepare,
  };
}

function samplesOf(count, seed = 1) {
  return madeUpSamples(count, BASE, createGenerator(seed));
}

function historyCase() {
  const history = Array.from({ length: KEPT_RUNS }, (_, i) => madeUpRun(1, i));
  const rules = {
    method: 'fresh_processes',
    statisticalMethod: 'robust',
    thresholdFactor: 1.2,
    tolerancePercent: 2,
    falseAlarmRate: 0.01,
  };
  return { history, current: history.at(-1).estimate, rules };
}
