import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { DependencyResolver } from '../../../src/dependencies/dependency-resolver.ts';
import { PerformanceTestFramework } from '../../../src/framework/api/framework.ts';
import { recordingOf } from '../../../src/framework/store/recording.ts';
import { fallbacksIn, setApart, standInsFor } from '../../../src/judge/stand-ins.ts';
import type { UsedFallback } from '../../../src/model/dependencies.ts';
import type { TestOptions } from '../../../src/model/suite.ts';
import { sketchOf } from '../../../src/statistics/core/quantile-sketch.ts';
import { measured, outsideCi, storedRuns, temporaryDirectory, validation, work } from '../fixtures.ts';

const quick: TestOptions = { iterations: 20, warmupIterations: 2, maxDuration: 1, tolerancePercent: 300 };

function used(modulePath: string, functionName: string): UsedFallback {
  return { modulePath, functionName, kind: 'generic', reason: `There is no ${modulePath}.` };
}

function frameworkIn(cachePath: string): PerformanceTestFramework {
  const framework = new PerformanceTestFramework({ cachePath });
  onTestFinished(() => framework.close());
  return framework;
}

function resolverFor(framework?: PerformanceTestFramework): DependencyResolver {
  const root = temporaryDirectory();
  return new DependencyResolver(framework ? { root, recordedTime: framework.recordedTime } : { root });
}

beforeEach(outsideCi);

describe('what was measured with a fallback', () => {
  it('is incomparable with the baseline of the real function, and not stored', async () => {
    const cachePath = temporaryDirectory();
    const framework = frameworkIn(cachePath);
    await framework.runPerformanceTest('sort', work, quick);
    const fn = await resolverFor().getFunctionOrFallback('absent', 'run', {
      fallbackFactory: () => () => {
        for (let i = 0; i < 20; i++) work();
      },
    });
    const result = await framework.runPerformanceTest('sort', () => fn(), quick);
    expect(result.validation).toMatchObject({ verdict: 'incomparable', isValid: true, pValue: null });
    expect(result.validation.message).toBe(
      'Measured with a stand-in for run of "absent": not compared with a baseline, and not recorded.',
    );
    expect(result.validation.warnings[0]).toMatch(/^The package absent is not installed.*factory in the call is used/);
    expect(result.change).toBeNull();
    expect(result.thresholds.baselineMedian).toBeNull();
    expect(result.processes).toHaveLength(1);
    expect(result.processes[0]!.fallbacks).toMatchObject([{ modulePath: 'absent', kind: 'call_factory' }]);
    expect(result.recording).toEqual({
      state: 'not_recorded',
      reason: 'it was measured with a stand-in for run of "absent"',
    });
    expect(await storedRuns(cachePath)).toHaveLength(1);
  });

  it('does not touch tests that call none, even after they were handed out', async () => {
    const framework = frameworkIn(temporaryDirectory());
    const fn = await resolverFor().getFunctionOrFallback('absent', 'run');
    fn();
    const result = await framework.runPerformanceTest('sort', work, quick);
    expect(result.recording).toEqual({ state: 'recorded' });
    expect(result.validation.verdict).toBe('no_baseline');
    expect(result.processes[0]).not.toHaveProperty('fallbacks');
  });

  it('is no comparison either', async () => {
    const framework = frameworkIn(temporaryDirectory());
    const fn = await resolverFor().getFunctionOrFallback('absent', 'run');
    const slower = () => [work(), work(), work(), work(), work(), work(), fn()];
    const result = await framework.comparePerformance('real', 'stand-in', work, slower, quick);
    expect(result.statisticalSignificance).toMatchObject({ verdict: 'incomparable', isValid: true, pValue: null });
    expect(result.isWithinThreshold).toBe(true);
    expect(result.statisticalSignificance.message).toMatch(/stand-in for run of "absent": this says nothing of/);
  });

  it('is never stored, whatever the policy, and may be of several', () => {
    const fallbacks = [used('absent', 'run'), used('absent', 'stop')];
    for (const policy of [{ mode: 'accept' }, { mode: 'record' }, { mode: 'none', reason: 'it is so' }] as const) {
      expect(recordingOf(policy, { validation: validation('incomparable'), isDisputed: false }, fallbacks)).toEqual({
        state: 'not_recorded',
        reason: 'it was measured with stand-ins for run of "absent", stop of "absent"',
      });
    }
    expect(standInsFor([fallbacks[0]!, { ...fallbacks[0]!, kind: 'call_factory' }])).toBe(
      'a stand-in for run of "absent"',
    );
  });

  it('names each fallback once, however many processes called it', () => {
    const run = used('absent', 'run');
    const processes = [
      measured(1),
      measured(1, { fallbacks: [run] }),
      measured(1, { fallbacks: [{ ...run }, used('b', 'c')] }),
    ];
    expect(fallbacksIn(processes)).toEqual([run, used('b', 'c')]);
    expect(fallbacksIn([])).toEqual([]);
  });

  it('keeps what else is to be said', () => {
    const judgement = {
      validation: { ...validation('no_baseline'), warnings: ['advice'] },
      thresholds: { lowerBound: 1, upperBound: 2, baselineMedian: null, adaptiveFactor: 1, calculationMethod: 'x' },
      change: null,
      estimate: 1,
      needsConfirmation: true,
      isDisputed: true,
      views: [],
      suspicion: { isSuspect: true, reasons: [], score: 1 },
    };
    expect(setApart(judgement, [])).toBe(judgement);
    const apart = setApart(judgement, [used('absent', 'run')]);
    expect(apart).toMatchObject({ needsConfirmation: false, isDisputed: false, estimate: 1 });
    expect(apart.suspicion.isSuspect).toBe(false);
    expect(apart.validation.warnings).toEqual(['There is no absent.', 'advice']);
  });
});

describe('recordedTime', () => {
  it('gives a resolver the time that a function was last recorded to take', async () => {
    const framework = frameworkIn(temporaryDirectory());
    const resolver = resolverFor(framework);
    expect((await resolver.resolveFunction('absent', 'unknown')).source).toBe('generic');
    const { samples } = await framework.runPerformanceTest('absent#run', work, quick);
    expect(await framework.recordedTime({ baselineKey: 'absent#run' })).toEqual({ times: sketchOf(samples) });
    const resolved = await resolver.resolveFunction('absent', 'run');
    expect(resolved.source).toBe('recorded_time');
    const named = await resolver.resolveFunction('absent', 'stop', { baselineKey: 'absent#run' });
    expect(named.source).toBe('recorded_time');
    const standIn = await framework.runPerformanceTest('absent#run', () => resolved.fn(), quick);
    expect(standIn.validation.verdict).toBe('incomparable');
    expect(standIn.statistics.percentiles[5]).toBeGreaterThan(0.9 * Math.min(...samples));
  });
});
