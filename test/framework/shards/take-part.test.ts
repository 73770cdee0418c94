import { describe, expect, it } from 'vitest';
import { createMemoryStore } from '../../../src/baselines/memory-store.ts';
import { recordedCosts } from '../../../src/framework/shards/recorded-costs.ts';
import { dividedBy, nameOfDivision } from '../../../src/framework/shards/take-part.ts';
import type { SuitePlan } from '../../../src/framework/suite/plan-suite.ts';
import { day, processSummary, runRecord } from '../../baselines/records.ts';
import { planned } from '../suite/scripted.ts';

/** A run whose processes took so many seconds for their samples each. */
function runOf(testName: string, seconds: number, at: number, environmentKey = 'linux') {
  const sketch = { accuracy: 0.01, zeroCount: 0, buckets: [[1, 10]] as const };
  const process = processSummary({ location: seconds / 100, callsPerSample: 10, sketch });
  return runRecord(at, { testName, environmentKey, processes: [process, process, process] });
}

const tests = ['a', 'b', 'c'].map((name) => planned(name));

async function costsBy(runs: readonly ReturnType<typeof runOf>[], before: string | null): Promise<readonly number[]> {
  const store = createMemoryStore();
  await store.append(runs);
  const costs = await recordedCosts(tests, store, before === null ? null : Date.parse(before));
  return tests.map((test) => costs.get(test)!);
}

describe('what tests cost', () => {
  it('is what the newest run took, and usual where there is none', async () => {
    const runs = [runOf('a', 7, 1), runOf('a', 1, 2), runOf('b', 3, 2)];
    // Three processes, half a second each besides.
    expect(await costsBy(runs, day(9))).toEqual([4.5, 10.5, 7.5]);
  });

  it('is not changed by what is recorded after the commit, in whatever environment', async () => {
    const runs = [runOf('a', 1, 2), runOf('b', 3, 2)];
    const others = [runOf('a', 50, 6), runOf('b', 50, 6, 'darwin'), runOf('c', 50, 6), runOf('b', 60, 7, 'aix')];
    expect(await costsBy([...runs, ...others], day(5))).toEqual(await costsBy(runs, day(5)));
  });

  it('is that of one environment, the same for everybody', async () => {
    const runs = [runOf('a', 1, 2, 'windows'), runOf('a', 3, 1, 'darwin')];
    const [a] = await costsBy(runs, day(5));
    expect(a).toBe(10.5);
    expect(await costsBy(runs.toReversed(), day(5))).toEqual(await costsBy(runs, day(5)));
  });

  it('is the same for all where nothing is known, but for comparisons, which run several functions', async () => {
    expect(await costsBy([runOf('a', 9, 1)], null)).toEqual([1, 1, 1]);
    const both = planned('both', {}, 'comparison');
    expect((await recordedCosts([both], createMemoryStore(), Date.now())).get(both)).toBe(2);
  });
});

describe('a part', () => {
  const all = Array.from({ length: 23 }, (_, i) => planned(`test ${i}`));
  const plan: SuitePlan = {
    tests: all,
    skipped: [{ testName: 'left out', file: 'a.perf.ts', reason: 'skip', message: 'Skipped.' }],
    failures: [{ testName: null, file: 'broken.perf.ts', reason: 'invalid_file', message: 'broken', stack: null }],
    filteredOut: 0,
  };
  const costs = new Map(all.map((test, i) => [test, 1 + (i % 5)]));

  it('and the others are the whole, each test once', () => {
    for (const of of [1, 2, 4, 23, 40]) {
      const parts = Array.from({ length: of }, (_, i) => dividedBy(plan, { part: i + 1, of }, costs));
      expect(parts.flatMap((part) => part.plan.tests).toSorted(byPlace)).toEqual(all);
      expect(parts.flatMap((part) => part.plan.skipped)).toEqual(plan.skipped);
      expect(parts.flatMap((part) => part.plan.failures)).toEqual(plan.failures);
      for (const { suite } of parts) expect(suite).toEqual(parts[0]!.suite);
      expect(parts[0]!.suite).toHaveLength(25);
    }
  });

  it('is called otherwise where the suite is divided otherwise', () => {
    const names = [2, 3].map((of) => nameOfDivision(dividedBy(plan, { part: 1, of }, costs).suite));
    expect(new Set(names).size).toBe(2);
    expect(names[0]).toMatch(/^[0-9a-f]{8}$/);
  });

  function byPlace(a: (typeof all)[number], b: (typeof all)[number]): number {
    return all.indexOf(a) - all.indexOf(b);
  }
});
