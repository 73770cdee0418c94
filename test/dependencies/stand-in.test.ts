import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ledgerEntry, watchFallbacks } from '../../src/dependencies/fallback-ledger.ts';
import { quantileTable } from '../../src/dependencies/recorded-time.ts';
import { counted, genericStandIn, timedStandIn } from '../../src/dependencies/stand-in.ts';
import { DependencyResolutionError } from '../../src/errors.ts';
import { editDistance, nearestNames } from '../../src/nearest-names.ts';
import { mean } from '../../src/statistics/core/mean.ts';
import { sketchOf, sketchQuantile } from '../../src/statistics/core/quantile-sketch.ts';
import { createGenerator } from '../../src/statistics/core/random.ts';

function entryNamed(functionName: string) {
  return ledgerEntry({ modulePath: 'absent', functionName, kind: 'recorded_time', reason: 'for this test' });
}

/** A clock on which each reading takes so many milliseconds. */
function clockOf(step: number) {
  let readings = 0;
  return { read: () => readings++ * step, elapsed: () => readings * step };
}

describe('quantileTable', () => {
  it('follows a sketch', () => {
    const sketch = sketchOf(Array.from({ length: 1000 }, (_, i) => 1e-3 * (1 + i / 100)));
    const table = quantileTable(sketch, 100);
    expect(table).toHaveLength(100);
    for (const [i, seconds] of table.entries()) expect(seconds).toBe(sketchQuantile(sketch, (i + 0.5) / 100));
  });

  it('follows the percentiles of a baseline, and is flat beyond them', () => {
    const table = quantileTable({ percentiles: { 5: 1, 25: 3, 75: 13, 95: 15 } }, 10);
    [1, 2, 3, 5, 7, 9, 11, 13, 14, 15].forEach((seconds, i) => {
      expect(table[i]).toBeCloseTo(seconds, 10);
    });
    expect(quantileTable({ percentiles: { 5: 1, 25: 3, 75: 13, 95: 15 } }, 100).at(-1)).toBe(15);
  });

  it('is ascending, and within the samples of any sketch', () => {
    const samples = fc.array(fc.double({ min: 1e-9, max: 10, noNaN: true }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(samples, (seconds) => {
        const table = quantileTable(sketchOf(seconds), 64);
        expect([...table]).toEqual([...table].sort((a, b) => a - b));
        expect(table[0]).toBeGreaterThanOrEqual(Math.min(...seconds) * 0.98);
        expect(table[63]).toBeLessThanOrEqual(Math.max(...seconds) * 1.02);
      }),
    );
  });

  it.each<[string, Parameters<typeof quantileTable>[0], RegExp]>([
    ['no samples', { accuracy: 0.01, zeroCount: 0, buckets: [] }, /of no samples/],
    ['no percentiles', { percentiles: {} as never }, /no percentiles/],
    ['negative ones', { percentiles: { 5: -1, 25: 1, 75: 2, 95: 3 } }, /not a duration/],
    ['infinite ones', { percentiles: { 5: 1, 25: 1, 75: 2, 95: Number.POSITIVE_INFINITY } }, /not a duration/],
  ])('refuses %s', (_what, times, message) => {
    expect(() => quantileTable(times)).toThrow(DependencyResolutionError);
    expect(() => quantileTable(times)).toThrow(message);
  });
});

describe('timedStandIn', () => {
  const standIn = (times: readonly number[], read: () => number, isAsync = false) =>
    timedStandIn(entryNamed('timed'), {
      times: Float64Array.from(times),
      isAsync,
      random: createGenerator(),
      readMilliseconds: read,
    });

  it.each<[string, number, number]>([
    ['many steps of the clock', 1e-3, 1e-4],
    ['a few steps of the clock', 1e-5, 1e-3],
    ['less than a step of the clock', 2e-7, 1e-3],
    ['next to nothing', 2e-9, 1e-4],
  ])('adds up to the recorded time: %s', (_what, seconds, step) => {
    const clock = clockOf(step);
    const fn = standIn([seconds], clock.read);
    const calls = Math.max(1000, Math.ceil(1e-3 / seconds));
    const before = clock.elapsed();
    for (let i = 0; i < calls; i++) fn();
    const perCall = (clock.elapsed() - before) / calls / 1000;
    expect(perCall / seconds).toBeCloseTo(1, 2);
  });

  it('draws each call anew, from the whole distribution', () => {
    const times = [1e-4, 2e-4, 3e-4, 4e-4];
    const clock = clockOf(1e-4);
    const fn = standIn(times, clock.read);
    const taken = Array.from({ length: 400 }, () => {
      const start = clock.elapsed();
      fn();
      return Math.round((clock.elapsed() - start) * 10) / 10;
    });
    expect(new Set(taken)).toEqual(new Set([0.1, 0.2, 0.3, 0.4]));
    expect(mean(taken)).toBeCloseTo(0.25, 1);
  });

  it('takes no time where none was taken', () => {
    const clock = clockOf(1);
    const fn = standIn([0], clock.read);
    const before = clock.elapsed();
    for (let i = 0; i < 100; i++) fn();
    expect(clock.elapsed()).toBe(before);
  });

  it('does not make an interruption good', () => {
    let jump = 0;
    const clock = clockOf(1e-3);
    const fn = standIn([1e-3], () => clock.read() + jump);
    fn();
    jump = 1000;
    fn();
    const before = clock.elapsed();
    fn();
    expect(clock.elapsed() - before).toBeGreaterThan(0.99);
  });

  it('works through the time on the real clock, rather than sleeping through it', () => {
    let readings = 0;
    const fn = standIn([2e-3], () => {
      readings++;
      return performance.now();
    });
    readings = 0;
    for (let i = 0; i < 20; i++) fn();
    expect(readings).toBeGreaterThan(1000);
  });

  it('answers its first argument, as a promise where the real one did', async () => {
    const read = clockOf(1e-3).read;
    expect(standIn([1e-6], read)('first' as never)).toBe('first');
    const promise = standIn([1e-6], read, true)('first' as never);
    expect(promise).toBeInstanceOf(Promise);
    expect(await promise).toBe('first');
  });

  it('refuses a clock that stands still', () => {
    expect(() => standIn([1e-3], () => 5)).toThrow(/the clock stands still\. Import evenkeel before a test runner/);
  });
});

describe('the ledger', () => {
  it('knows which fallbacks were called while it was watched, whoever made them', async () => {
    const [before, during, never] = ['before', 'during', 'never'].map((name) =>
      genericStandIn(entryNamed(name), false),
    );
    const made = counted(entryNamed('made'), () => 'made');
    before?.();
    const used = watchFallbacks();
    expect(used()).toEqual({});
    during?.();
    during?.();
    expect(made()).toBe('made');
    await (genericStandIn(entryNamed('asynchronous'), true)() as Promise<unknown>);
    expect(used().fallbacks?.map(({ functionName }) => functionName)).toEqual(['during', 'made', 'asynchronous']);
    expect(never).toBeTypeOf('function');
    expect(watchFallbacks()()).toEqual({});
  });

  it('has one entry for one fallback', () => {
    expect(entryNamed('same')).toBe(entryNamed('same'));
    expect(entryNamed('same')).not.toBe(entryNamed('other'));
  });

  it('is one for all copies of evenkeel in a process', () => {
    const slot = Symbol.for('evenkeel.fallbacks');
    const holder = globalThis as { [slot]?: unknown };
    const kept = holder[slot];
    onTestFinished(() => {
      holder[slot] = kept;
    });
    delete holder[slot];
    const entry = entryNamed('elsewhere');
    const used = watchFallbacks();
    entry.calls++;
    expect(holder[slot]).toBeInstanceOf(Map);
    expect(used()).toEqual({ fallbacks: [entry.fallback] });
  });
});

describe('nearestNames', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['parse', ['prase', 'stringify'], ['prase']],
    ['Parse', ['parse', 'PARSED'], ['parse', 'PARSED']],
    ['x', ['y', 'abc'], ['y']],
    ['stringify', ['stringfy', 'strngfy', 'parse'], ['stringfy', 'strngfy']],
    ['abcdef', ['abcdee', 'abcdeg', 'abcdeh', 'abcdei'], ['abcdee', 'abcdeg', 'abcdeh']],
    ['parse', [], []],
  ])('of %s among %j: %j', (wanted, names, nearest) => {
    expect(nearestNames(wanted, names)).toEqual(nearest);
  });

  it('measures in edits: a metric, but for swaps of neighbours', () => {
    const word = fc.string({ maxLength: 8, unit: fc.constantFrom('a', 'b', 'c') });
    fc.assert(
      fc.property(word, word, (a, b) => {
        const distance = editDistance(a, b);
        expect(distance).toBe(editDistance(b, a));
        expect(distance === 0).toBe(a === b);
        expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length));
        expect(distance).toBeGreaterThanOrEqual(Math.abs(a.length - b.length));
        expect(editDistance(`${a}x`, `${b}x`)).toBe(distance);
      }),
    );
    expect(editDistance('ab', 'ba')).toBe(1);
  });
});
