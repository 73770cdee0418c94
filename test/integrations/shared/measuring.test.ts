import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { CollectingFramework } from '../../../src/integrations/shared/collecting-framework.ts';
import { packOutcome, unpackOutcome } from '../../../src/integrations/shared/outcome.ts';
import { requireGoodVerdict } from '../../../src/integrations/shared/require-verdict.ts';
import { RunBook } from '../../../src/integrations/shared/run-book.ts';
import type { RunnerSettings } from '../../../src/integrations/shared/settings.ts';
import { TestMeasurements } from '../../../src/integrations/shared/test-measurements.ts';
import { outsideCi, storedRuns, workTimes } from '../../framework/fixtures.ts';
import { QUICK, settings } from './fixtures.ts';

beforeEach(outsideCi);

const OWNER = { id: '1', testName: 'sorts', file: 'sort.test.ts' };

function testOf(given: RunnerSettings) {
  const measurements = new TestMeasurements();
  const framework = new CollectingFramework(given, measurements);
  onTestFinished(() => framework.close());
  measurements.beginAttempt();
  return { measurements, framework };
}

/** One run of a runner with one test. */
async function runOnce(given: RunnerSettings, times: number) {
  const { measurements, framework } = testOf(given);
  await framework.runPerformanceTest('sort', workTimes(times), QUICK);
  const book = new RunBook(given);
  book.add(OWNER, unpackOutcome(packOutcome(measurements.outcome)));
  return { measurements, report: await book.close() };
}

describe('a test of a runner', () => {
  it('is stored by the book alone, judged by the next run, and accepted where that is wished', async () => {
    const given = settings();
    const { cacheDirectory } = given.config;
    const { measurements, framework } = testOf(given);
    await framework.runPerformanceTest('sort', workTimes(1), QUICK);
    expect(measurements.outcome.records).toHaveLength(1);
    expect(await storedRuns(cacheDirectory)).toEqual([]);

    const first = (await runOnce(given, 1)).report;
    expect(first.results[0]).toMatchObject({ file: 'sort.test.ts', validation: { verdict: 'no_baseline' } });
    expect(first.summary).toMatchObject({ total: 1, exitCode: 0 });
    expect(await storedRuns(cacheDirectory)).toHaveLength(1);

    const slower = await runOnce(given, 60);
    expect(slower.report.summary).toMatchObject({ regressions: 1, exitCode: 1 });
    expect(() => requireGoodVerdict(slower.measurements.outcome, given)).toThrow(
      /^"sort" got slower by \+[\d,. ]+ % \(interval .* counts as unchanged\).*accept it: `runner --accept`\.$/s,
    );

    const accepted = await runOnce({ ...given, recording: 'accept' }, 60);
    expect(accepted.report.summary.exitCode).toBe(0);
    requireGoodVerdict(accepted.measurements.outcome, given);
    expect((await runOnce(given, 60)).report.summary).toMatchObject({ regressions: 0, exitCode: 0 });
  });

  it('is not measured again by a retry, which says so', async () => {
    const given = settings();
    await runOnce(given, 1);
    const { measurements, framework } = testOf(given);
    let calls = 0;
    const counted = () => {
      calls++;
      return workTimes(60)();
    };
    const first = await framework.runPerformanceTest('sort', counted, QUICK);
    const before = calls;
    measurements.beginAttempt();
    expect(measurements.isAnsweredAgain).toBe(false);
    expect(await framework.runPerformanceTest('sort', counted, QUICK)).toBe(first);
    expect(calls).toBe(before);
    expect(measurements.isAnsweredAgain).toBe(true);
    expect(measurements.outcome.records).toHaveLength(1);
    const { outcome } = measurements;
    expect(() => requireGoodVerdict(outcome, given, true)).toThrow(/A retry does not measure again/);
  });

  it('is measured by a retry where it threw', async () => {
    const { measurements, framework } = testOf(settings());
    const fails = () => {
      throw new Error('not yet');
    };
    await expect(framework.runPerformanceTest('sort', fails, QUICK)).rejects.toThrow('not yet');
    expect(measurements.outcome.results).toEqual([]);
    measurements.beginAttempt();
    await framework.runPerformanceTest('sort', workTimes(1), QUICK);
    expect(measurements.isAnsweredAgain).toBe(false);
  });

  it('may measure one name several times, and compare', async () => {
    const { measurements, framework } = testOf(settings({ overrides: { iterations: 8 } }));
    const quick = { ...QUICK, iterations: 3 };
    const first = await framework.runPerformanceTest('sort', workTimes(1), quick);
    const second = await framework.runPerformanceTest('sort', workTimes(1), quick);
    expect(first.samples).toHaveLength(8);
    expect(second).not.toBe(first);
    await framework.comparePerformance('once', 'often', workTimes(1), workTimes(8), quick);
    const { outcome } = measurements;
    expect(outcome.records).toHaveLength(2);
    expect(outcome.comparisons[0]).toMatchObject({ testName: 'often against once' });
  });

  it('stores nothing where nothing is to be stored, for the reason that was given', async () => {
    const given = settings({ recording: { never: 'watch mode never records' } });
    const { report } = await runOnce(given, 1);
    expect(report.results[0]!.recording).toEqual({ state: 'not_recorded', reason: 'watch mode never records' });
    expect(await storedRuns(given.config.cacheDirectory)).toEqual([]);
  });
});
